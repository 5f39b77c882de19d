"""The fields of forms: a label, what is typed, what was understood of it, and the error at its place.

`TextField` is in its own module, as its editor is slow to load.
"""

from screens.widgets.fields.choice import ChoiceField, YesNoField
from screens.widgets.fields.day import DateField
from screens.widgets.fields.field import Field
from screens.widgets.fields.form import Form
from screens.widgets.fields.line import LineField
from screens.widgets.fields.number import NumberField
from screens.widgets.fields.pick import DepartmentField, PersonField, Pick, PickField

__all__ = [
    "ChoiceField",
    "DateField",
    "DepartmentField",
    "Field",
    "Form",
    "LineField",
    "NumberField",
    "PersonField",
    "Pick",
    "PickField",
    "YesNoField",
]
