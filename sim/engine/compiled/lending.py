"""Handing a record on without counting who holds it.

Numba counts the holders of a record and of each of its arrays, also when a kernel only reads one number; in an engine
that reads little else the counting was half of the time and most of the code. `lend` gives the address of a record
alone. Whoever owns the record must outlive the loan, and an array of a lent record must not be held while it is
replaced by a longer one.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_getattr_generic, lower_setattr_generic
from numba.core.types import StructRef
from numba.core.typing.templates import AttributeTemplate, infer_getattr, signature
from numba.extending import intrinsic, models, overload, register_model

Record = TypeVar("Record")


class LentType(types.Type):
    """The address of a record of type ``owner``."""

    def __init__(self, owner: StructRef) -> None:
        self.owner = owner
        super().__init__(name=f"Lent{owner.name}")

    @property
    def key(self) -> Any:
        """Return what tells two such types apart."""
        return self.owner.key


@register_model(LentType)
class _LentModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: LentType) -> None:
        super().__init__(manager, kind, ir.IntType(8).as_pointer())


def lend(owner: Record) -> Record:
    """Return a record that is read and written as its owner is; uncompiled it is the owner itself."""
    return owner


@overload(lend, strict=False)
def _lend(owner: StructRef) -> Callable[[Any], Any]:  # noqa: ARG001 - Numba reads its type
    return lambda owner: _address(owner)  # noqa: PLW0108 - Numba compiles a function of Python


@intrinsic
def _address(_: Any, owner: StructRef) -> tuple[Any, Callable[..., Any]]:
    def build(context: Any, builder: Any, sig: Any, values: Any) -> Any:
        record = cgutils.create_struct_proxy(sig.args[0])(context, builder, value=values[0])
        data = context.nrt.meminfo_data(builder, record.meminfo)
        return builder.bitcast(data, ir.IntType(8).as_pointer())

    return signature(LentType(owner), owner), build


@infer_getattr
class _Fields(AttributeTemplate):
    key = LentType

    def generic_resolve(self, lent: LentType, name: str) -> Any:
        return lent.owner.field_dict.get(name)


def _fields(context: Any, builder: Any, lent: LentType, address: Any) -> Any:
    kind = lent.owner.get_data_type()
    pointer = builder.bitcast(address, context.data_model_manager[kind].get_value_type().as_pointer())
    return cgutils.create_struct_proxy(kind)(context, builder, ref=pointer)


@lower_getattr_generic(LentType)
def _read(context: Any, builder: Any, lent: LentType, address: Any, name: str) -> Any:
    """Read a field; an array is given without its owner, and Numba does not count what nobody owns."""
    value, kind = getattr(_fields(context, builder, lent, address), name), lent.owner.field_dict[name]
    if not isinstance(kind, types.Array):
        return value
    array = context.make_array(kind)(context, builder, value=value)
    array.meminfo = cgutils.get_null_value(array.meminfo.type)
    return array._getvalue()


@lower_setattr_generic(LentType)
def _write(context: Any, builder: Any, sig: Any, values: Any, name: str) -> None:
    """Write a field; here arrays are counted, so that a longer one lives and the shorter one does not."""
    lent, given = sig.args
    fields, kind = _fields(context, builder, lent, values[0]), lent.owner.field_dict[name]
    value, old = context.cast(builder, values[1], given, kind), getattr(fields, name)
    context.nrt.incref(builder, kind, value)
    setattr(fields, name, value)
    context.nrt.decref(builder, kind, old)
