"""How a plan's options are named on its pages."""

from django.utils.translation import override

from samdrift.decisions.planning.convert.naming import Names

BASIS = {
    "names": {"1461": "Mellerud", "1492": "Åmål"},
    "units": {"s4": "leverantören av Mashie", "s5": "leverantören av Mashie", "u1": "IT-enheten"},
    "owners": {"u1": "1492"},
    "installed": {"måltid": {"1461": {"installation": "4"}, "1492": {"installation": "5"}}},
    "options": {
        "måltid": {
            f"Mashie @ {unit} ({key})": {
                "product": "Mashie",
                "unit": unit,
                "level": 4,
                "installation": key,
            }
            for unit, key in (("s4", "4"), ("s5", "5"), ("u1", "6"), (None, None))
        }
    },
}


def test_two_ways_at_a_supplier_do_not_read_the_same() -> None:
    names = Names(BASIS)
    with override("sv"):
        assert names.host("måltid", "Mashie @ s4 (4)") == "leverantören (Mellerud)"
        assert names.host("måltid", "Mashie @ s5 (5)") == "leverantören (Åmål)"
        assert names.host("måltid", "Mashie @ u1 (6)") == "Åmål"
        assert names.host("måltid", "Mashie @ None (None)") == "var för sig"
