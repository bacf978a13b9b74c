"""The boards of what acts on an application touch, told before they are done."""

from samdrift.foundation.organisations.touched import TouchBoard
from samdrift.records.register.models import Application, Participation

#: An application is retired, as of its last day in operation.
RETIRING = TouchBoard[Application]()
#: An organisation or a unit ends its use, as of its last day.
ENDING_USE = TouchBoard[Participation]()
