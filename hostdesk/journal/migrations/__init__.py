"""Operations for the migrations of any app whose tables belong to the record."""

from hostdesk.journal.protection import AppendOnly, NoDelete

__all__ = ["AppendOnly", "NoDelete"]
