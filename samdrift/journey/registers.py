"""Third stretch: registers, and lists of employees and of units, through the same door as everybody's."""

import datetime as dt
from importlib.resources import files

from samdrift.foundation.organisations.actions import close_employment, undo_changes
from samdrift.foundation.organisations.models import Employment, Person
from samdrift.foundation.organisations.open_duties import open_tasks
from samdrift.foundation.organisations.undoable import change_set_of
from samdrift.journey.organisations import MEMBERS, SINCE, Society
from samdrift.records.intake.actions import (
    confirm_upload,
    import_register,
    preview_employees,
    preview_list,
)
from samdrift.records.intake.models import About, Upload
from samdrift.records.intake.undoable import BROUGHT_IN_FILE
from samdrift.records.register.models import Application


def import_registers(society: Society) -> list[Upload]:
    """Read, match, compare and confirm one file a municipality; answers with the uploads and what they found."""
    folder = files("samdrift.journey") / "data"
    bring_in_the_wrong_file(society)
    uploads = [
        import_register(
            by=society.it_manager(key),
            organisation=society.organisations[key],
            file_name=f"register-{key}.csv",
            content=(folder / f"{key}.csv").read_bytes(),
            without_because="Stod som på väg in i kommunens egen lista när registret lades upp.",
        )
        for key in MEMBERS.values()
    ]
    # The demonstration says on every page what is example data; no verb of the product does.
    Application.objects.filter(is_example=False).update(is_example=True)
    return uploads


def bring_in_the_wrong_file(society: Society) -> Upload:
    """A municipality brings in an old list by mistake and undoes it; what it changed can still be read."""
    by = society.it_manager("mellerud")
    content = (files("samdrift.journey") / "data/mellerud-2006.csv").read_bytes()
    upload = import_register(
        by=by,
        organisation=society.organisations["mellerud"],
        file_name="register-mellerud-2006.csv",
        content=content,
    )
    brought_in = change_set_of(BROUGHT_IN_FILE.act, upload)
    assert brought_in is not None
    undo_changes(by=by, change_set=brought_in, why="Fel fil: listan är från 2006.")
    return upload


def import_employees(society: Society) -> Upload:
    """One municipality's list out of its personnel system, read in by its IT manager; answers with the upload."""
    by = society.it_manager("amal")
    upload = preview_employees(
        by=by,
        organisation=society.organisations["amal"],
        file_name="anstallda-amal.csv",
        content=(files("samdrift.journey") / "data/anstallda-amal.csv").read_bytes(),
        changes_from=SINCE,
    )
    done = confirm_upload(by=by, upload=upload)
    Person.objects.filter(organisation=society.organisations["amal"]).update(is_example=True)
    return done


def import_units(society: Society) -> Upload:
    """A department with two parts, from a file that the municipality's IT manager reads in; answers with the upload."""
    by = society.it_manager("mellerud")
    upload = preview_list(
        by=by,
        organisation=society.organisations["mellerud"],
        file_name="enheter-mellerud.csv",
        content=(files("samdrift.journey") / "data/enheter-mellerud.csv").read_bytes(),
        about=About.UNITS,
    )
    return confirm_upload(by=by, upload=upload)


def let_one_leave(society: Society) -> Employment:
    """A system owner has left, and nobody has taken over: the register shows the gap, and who can fill it."""
    amal = society.organisations["amal"]
    person = Person.objects.get(email="kostchef@amal.example")
    last_day = dt.date(2008, 11, 30)
    return close_employment(
        by=society.it_manager("amal"),
        employment=person.employments.get(ends_on=None),
        ends_on=last_day,
        successors=dict.fromkeys((task.key for task in open_tasks(person, amal, last_day)), None),
        why="Gick i pension; ingen efterträdare är utsedd.",
    )
