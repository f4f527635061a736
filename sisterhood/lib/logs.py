"""Logs carry the place in the code and the kind of a failure, never a value that a person typed."""

import logging


class NoValues(logging.Filter):
    """Replaces arguments and exception texts: only classes, files and line numbers pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is stripped in place unless it comes from our own loggers."""
        if record.name.startswith("sisterhood"):
            return True
        request = getattr(record, "request", None)
        status = getattr(record, "status_code", "")
        if request is not None:
            record.msg, record.args = f"{request.method} {status}", ()
        elif record.exc_info and record.exc_info[0] is not None:
            record.msg, record.args = f"{record.exc_info[0].__name__} ({record.funcName})", ()
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = self._places(record.exc_info)
        return True

    @staticmethod
    def _places(exc_info: tuple) -> str:
        kind, _value, trace = exc_info
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return "\n".join([kind.__name__, *places[-12:]])
