"""Who may do what on a desk: accounts and roles, signing in, what was done, and how often anybody may ask."""

from marsad.desk.access.accounts import Accounts, User
from marsad.desk.access.persons import Person, Role, present
from marsad.desk.access.sharing import Sharing

__all__ = ["Accounts", "Person", "Role", "Sharing", "User", "present"]
