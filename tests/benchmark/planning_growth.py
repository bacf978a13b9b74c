"""The picture of how a step of the planner grows: both scales logarithmic, one line for each way to grow."""

import math

Points = list[tuple[float, float]]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 380, 70, 150, 30, 60
HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
    'font-size="13" role="img" aria-label="Milliseconds a step, by the number of possible moves">'
)
LOOKS = [("a", ""), ("b", "7 3"), ("c", "2 3")]
STYLE = """
:root{--text:#222;--grid:#ddd;--a:#1d5b8f;--b:#a04000;--c:#2e7d32}
@media (prefers-color-scheme:dark){:root{--text:#eee;--grid:#444;--a:#7db8ee;--b:#f0a060;--c:#86d08a}}
text{fill:var(--text)}.grid{stroke:var(--grid)}
.a{stroke:var(--a)}.b{stroke:var(--b)}.c{stroke:var(--c)}circle.a{fill:var(--a)}circle.b{fill:var(--b)}circle.c{fill:var(--c)}
"""


def picture(lines: dict[str, Points]) -> str:
    """SVG of lines by name, each of (possible moves, milliseconds)."""
    points = [point for line in lines.values() for point in line]
    across = _Scale([x for x, _y in points], LEFT, WIDTH - RIGHT)
    up = _Scale([y for _x, y in points], HEIGHT - BOTTOM, TOP)
    parts = [HEAD, f"<style>{STYLE}</style>"]
    for tick in up.ticks:
        at = up(tick)
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.0f}" y2="{at:.0f}"/>'
        )
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.0f}" text-anchor="end">{tick:g} ms</text>')
    for tick in across.ticks:
        at, number = across(tick), f"{tick:,.0f}".replace(",", " ")
        parts.append(
            f'<text x="{at:.0f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{number}</text>'
        )
    ends: list[float] = []
    for (name, line), (look, dashes) in zip(lines.items(), LOOKS, strict=True):
        path = " ".join(f"{across(x):.0f},{up(y):.0f}" for x, y in line)
        parts.append(
            f'<polyline class="{look}" fill="none" stroke-width="2" stroke-dasharray="{dashes}" points="{path}"/>'
        )
        parts += [
            f'<circle class="{look}" cx="{across(x):.0f}" cy="{up(y):.0f}" r="3.5"/>'
            for x, y in line
        ]
        x, y = line[-1]
        height = up(y) + 4
        while any(abs(height - other) < 16 for other in ends):
            height += 16
        ends.append(height)
        parts.append(f'<text x="{across(x) + 10:.0f}" y="{height:.0f}">{name}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    words = "possible moves (both scales logarithmic)"
    parts.append(
        f'<text x="{middle:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{words}</text></svg>'
    )
    return "\n".join(parts) + "\n"


class _Scale:
    """A logarithmic scale with ticks at 1, 2 and 5."""

    def __init__(self, values: list[float], first: float, last: float) -> None:
        low, high = math.log10(min(values)) - 0.08, math.log10(max(values)) + 0.08
        self._low, self._span, self._first, self._length = low, high - low, first, last - first
        tens = range(math.floor(low), math.ceil(high) + 1)
        ticks = [digit * 10.0**power for power in tens for digit in (1, 2, 5)]
        self.ticks = [tick for tick in ticks if low <= math.log10(tick) <= high]

    def __call__(self, value: float) -> float:
        return self._first + (math.log10(value) - self._low) / self._span * self._length
