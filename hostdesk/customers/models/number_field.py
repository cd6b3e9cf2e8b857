"""A column that always holds what another one says, as a number that can be compared."""

from typing import TYPE_CHECKING, Any

from django.db import models

from hostdesk.lib import phones

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField  # at run time Django's fields take no types


class NumberField(_Text):
    """The E.164 form of the column `source`, written whenever the row is; "" if that is no number."""

    def __init__(self, source: str = "", **options: Any) -> None:
        self.source = source
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """For migrations, which must know the source as well."""
        name, path, args, options = super().deconstruct()
        return name, path, [self.source, *args], options

    def pre_save(self, row: models.Model, add: bool) -> str:
        """Also where rows are written without `save`."""
        number = phones.read(getattr(row, self.source)).e164
        setattr(row, self.attname, number)
        return number
