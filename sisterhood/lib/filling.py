"""Puts what somebody typed back into the form of a page: the same controls by name, nothing else changes."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Values = Mapping[str, Sequence[str]]
FRAME = ("csrfmiddlewaretoken", "ident", "step")  # written by the page, never by her
_BUTTONS = ("submit", "button", "image", "reset")
_VOID = ("hidden", "password", "file", *_BUTTONS)


class _Forms(HTMLParser):
    """The forms of a page that send to one address: the names of their controls, and what the page itself wrote in them."""

    def __init__(self, sends_to: Callable[[str | None], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.sends_to = sends_to
        self.number, self.inside = -1, False
        self.names: dict[int, set[str]] = {}
        self.written: dict[int, dict[str, str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form begins, or a control of it."""
        has = dict(attrs)
        if tag == "form":
            self.number += 1
            self.inside = (has.get("method") or "").lower() == "post" and self.sends_to(has.get("action"))
            if self.inside:
                self.names[self.number], self.written[self.number] = set(), {}
        elif self.inside and tag in ("input", "textarea", "select", "button"):
            name = has.get("name") or ""
            self.names[self.number].add(name)
            if has.get("type") == "hidden":
                self.written[self.number][name] = has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self.inside = False

    def best(self, values: Values, needed: set[str], partly: bool) -> tuple[int, bool] | None:
        """The number of the form these values belong to and whether it takes all of them.

        Of several the one in which the page wrote the same as was sent: the form of that row, not of its neighbour.
        """
        found = []
        for number, names in self.names.items():
            step = self.written[number].get("step")
            whole = needed <= names and step in (None, (values.get("step") or [""])[0])
            same = sum([value] == list(values.get(name, ())) for name, value in self.written[number].items())
            if whole or (partly and needed & names):
                found.append((whole, len(needed & names), same, -number))
        if not found:
            return None
        whole, _taken, _same, number = max(found)
        return -number, whole


class _Rewriter(HTMLParser):
    """Writes the page again, with the values in the one form."""

    def __init__(self, number: int, values: Values, before: str, files: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.wanted, self.values, self.before, self.files = number, values, before, files
        self.number, self.out = -1, list[str]()
        self.inside, self.swallow, self.select = False, False, ""
        self.folded: list[tuple[int, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Every tag as it stood, controls of the form with her value."""
        whole, has = self.get_starttag_text() or "", dict(attrs)
        if tag == "form":
            self._form(whole)
            return
        if tag == "details":
            self.folded.append((len(self.out), attrs))
            whole = _marked(tag, attrs, "open", True) if self.inside else whole
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

    def _form(self, whole: str) -> None:
        """A form; hers is unfolded, so that nothing is put back where she does not see it."""
        self.number += 1
        self.inside = self.number == self.wanted
        self.out.append(whole + (self.before if self.inside else ""))
        for place, attrs in self.folded if self.inside else ():
            self.out[place] = _marked("details", attrs, "open", True)

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
        if tag == "details" and self.folded:
            self.folded.pop()
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
    partly: str | None = None,
    files: Mapping[str, str] | None = None,
) -> str | None:
    """The page with these values in the form that sends to the address; `before` stands first in that form.

    `sends_to` is asked with each form's action (None without one); `apart` are beginnings of names that need no
    control; `files` is what stands before the control of a file. Only what she can see is filled: hidden controls stay
    as the page wrote them. Without `partly` the answer is None when no form of the page has a control for each value,
    or the form is at another step; with it a form that has some of them is filled, and `partly` stands first in it.
    """
    reader = _Forms(sends_to)
    reader.feed(page)
    needed = {
        name
        for name, said in values.items()
        if any(said) and name not in FRAME and not name.startswith(tuple(apart))
    }
    found = reader.best(values, needed, partly is not None)
    if found is None:
        return None
    number, whole = found
    writer = _Rewriter(number, values, before if whole else partly or "", files or {})
    writer.feed(page)
    writer.close()
    return "".join(writer.out)
