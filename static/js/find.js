// What the palette finds while she types: arrows choose, Enter opens; with nothing chosen, Enter sends the whole question to
// the page. Nobody's name is asked for while she types; that is done by the page.
(function () {
  "use strict";
  var palette = document.getElementById("palette");
  if (!palette || !palette.showModal) { return; }
  var form = palette.querySelector("form"), input = form.elements.find, said = form.querySelector("[data-said]");
  var list = form.querySelector("[role=listbox]"), words = palette.dataset, chosen = -1, turn = 0, timer = 0;
  function choose(next) {
    var old = list.children[chosen], now = list.children[next];
    if (old) { old.removeAttribute("aria-selected"); old.classList.remove("new"); }
    chosen = now ? next : -1;
    if (!now) { input.removeAttribute("aria-activedescendant"); return; }
    now.setAttribute("aria-selected", "true");
    now.classList.add("new");
    input.setAttribute("aria-activedescendant", now.id);
    now.scrollIntoView({block: "nearest"});
  }
  function word(tag, text) {
    var made = document.createElement(tag);
    made.textContent = text;
    return made;
  }
  function option(hit, place) {
    var made = document.createElement("li"), name = word("span", hit.title);
    made.id = "palette_" + place;
    made.setAttribute("role", "option");
    made.dataset.url = hit.url;
    name.className = "grow";
    name.appendChild(document.createElement("br"));
    name.appendChild(word("small", hit.note));
    made.appendChild(name);
    made.appendChild(word("small", hit.group));
    list.appendChild(made);
  }
  function show(hits, sentence) {
    choose(-1);
    list.textContent = "";
    hits.forEach(option);
    input.setAttribute("aria-expanded", String(hits.length > 0));
    said.textContent = sentence;
  }
  function ask() {
    var mine = turn += 1;
    function tell(hits, sentence) { if (mine === turn && palette.open) { show(hits, sentence); } }
    if (input.value.trim().length < input.minLength) { tell([], ""); return; }
    window.fetch(form.action, {
      method: "POST", credentials: "same-origin", redirect: "manual", cache: "no-store",
      headers: {Accept: "application/json"}, body: new FormData(form)
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (answer) {
      tell(answer.hits, answer.said || (answer.hits.length ? words.some : words.none));
    }).catch(function () { tell([], words.failed); });
  }
  function go(made) { if (made) { window.location.assign(made.dataset.url); } }
  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, 300);
  });
  input.addEventListener("keydown", function (event) {
    var many = list.children.length;
    if (event.isComposing) { return; }
    if (event.key === "ArrowDown" && many) { event.preventDefault(); choose(chosen + 1 < many ? chosen + 1 : 0); }
    if (event.key === "ArrowUp" && many) { event.preventDefault(); choose(chosen > 0 ? chosen - 1 : many - 1); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); go(list.children[chosen]); }
  });
  list.addEventListener("click", function (event) { go(event.target.closest("[role=option]")); });
  palette.addEventListener("close", function () {
    turn += 1;
    window.clearTimeout(timer);
    input.value = "";
    show([], "");
  });
})();
