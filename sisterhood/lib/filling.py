"""Puts what somebody typed back into the form of a page: the same controls by name, nothing else changes."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Values = Mapping[str, Sequence[str]]
FRAME = ("csrfmiddlewaretoken", "ident", "step")  # written by the page, never by her
_BUTTONS = ("submit", "button", "image", "reset")
_VOID = ("hidden", "password", "file", *_BUTTONS)


class _Forms(HTMLParser):
    """The forms of a page that send to one address: the names of their controls, and their step."""

    def __init__(self, sends_to: Callable[[str | None], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.sends_to = sends_to
        self.number, self.inside = -1, False
        self.names: dict[int, set[str]] = {}
        self.steps: dict[int, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or a control of it."""
        has = dict(attrs)
        if tag == "form":
            self.number += 1
            self.inside = (has.get("method") or "").lower() == "post" and self.sends_to(has.get("action"))
            if self.inside:
                self.names[self.number] = set()
        elif self.inside and tag in ("input", "textarea", "select", "button"):
            name = has.get("name") or ""
            self.names[self.number].add(name)
            if name == "step" and has.get("type") == "hidden":
                self.steps[self.number] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self.inside = False


class _Rewriter(HTMLParser):
    """Writes the page again, with the values in the one form."""

    def __init__(self, number: int, values: Values, before: str, files: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.wanted, self.values, self.before, self.files = number, values, before, files
        self.number, self.out = -1, list[str]()
        self.inside, self.swallow, self.select = False, False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every tag as it stood, controls of the form with her value."""
        whole, has = self.get_starttag_text() or "", dict(attrs)
        if tag == "form":
            self.number += 1
            self.inside = self.number == self.wanted
            self.out.append(whole + (self.before if self.inside else ""))
            return
        name = has.get("name") or ""
        if not self.inside or (name in FRAME):
            self.out.append(whole)
        elif tag == "textarea" and name in self.values:
            self.out.append(whole + "\n" + escape(self.values[name][0], quote=False))
            self.swallow = True
        elif tag == "select":
            self.select = name
            self.out.append(whole)
        elif tag == "option" and self.select in self.values:
            self.out.append(_marked(tag, attrs, "selected", has.get("value") in self.values[self.select]))
        elif tag == "input":
            self.out.append(self._input(attrs, whole))
        else:
            self.out.append(whole)

    handle_startendtag = handle_starttag

    def _input(self, attrs: list[tuple[str, str | None]], whole: str) -> str:
        has = dict(attrs)
        name, kind = has.get("name") or "", (has.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            return _marked("input", attrs, "checked", (has.get("value") or "on") in self.values.get(name, ()))
        if kind in _VOID or name not in self.values:
            return self.files.get(name, "") + whole if kind == "file" else whole
        return _tag("input", [*[a for a in attrs if a[0] != "value"], ("value", self.values[name][0])])

    def handle_endtag(self, tag: str) -> None:
        """The end of a tag."""
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.swallow = False
        if tag == "select":
            self.select = ""
        self.out.append(f"</{tag}>")

    def _as_it_was(self, text: str) -> None:
        if not self.swallow:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        self._as_it_was(data)

    def handle_entityref(self, name: str) -> None:
        """A named sign."""
        self._as_it_was(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A numbered sign."""
        self._as_it_was(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """What kind of page it is."""
        self.out.append(f"<!{decl}>")


def _tag(tag: str, attrs: Sequence[tuple[str, str | None]]) -> str:
    said = (name if value is None else f'{name}="{escape(value)}"' for name, value in attrs)
    return f"<{' '.join((tag, *said))}>"


def _marked(tag: str, attrs: list[tuple[str, str | None]], mark: str, on: bool) -> str:
    plain = [a for a in attrs if a[0] != mark]
    return _tag(tag, [*plain, (mark, None)] if on else plain)


def filled(
    page: str,
    values: Values,
    *,
    sends_to: Callable[[str | None], bool],
    apart: Sequence[str] = (),
    before: str = "",
    files: Mapping[str, str] | None = None,
) -> str | None:
    """The page with these values in the form that sends to the address; `before` stands first in that form.

    `sends_to` is asked with each form's action (None without one); `apart` are beginnings of names that need no
    control; `files` is what stands before the control of a file. None when no form of the page has a control for
    each value, or the form is at another step.
    """
    reader = _Forms(sends_to)
    reader.feed(page)
    needed = {
        name
        for name, said in values.items()
        if any(said) and name not in FRAME and not name.startswith(tuple(apart))
    }
    step = (values.get("step") or [""])[0]
    for number, names in reader.names.items():
        if needed <= names and (number not in reader.steps or reader.steps[number] == step):
            writer = _Rewriter(number, values, before, files or {})
            writer.feed(page)
            writer.close()
            return "".join(writer.out)
    return None
