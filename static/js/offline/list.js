// What the page says about the phone's outbox: the line on the home page, the list, and nothing of any content.
(function () {
  "use strict";
  var house = window.sisters = window.sisters || {}, store = house.store, send = house.send;
  var LONG_WAIT = 86400000;
  var table = JSON.parse((document.getElementById("offline-words") || {textContent: "{}"}).textContent);

  function say(code, values) {
    return (table[code] || "").replace(/\{(\w+)\}/g, function (whole, name) { return (values || {})[name]; });
  }
  function make(name, kind, text) {
    var made = document.createElement(name);
    if (kind) { made.className = kind; }
    if (text) { made.textContent = text; }
    return made;
  }
  function facts(parent, texts) {
    texts.filter(Boolean).forEach(function (text, n) {
      if (n) { parent.appendChild(make("i")); }
      parent.appendChild(document.createTextNode(text));
    });
    return parent;
  }
  function moment(text) {
    var how = {month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false};
    return new Date(Date.parse(text)).toLocaleString(document.documentElement.lang, how);
  }
  // The state in words, and the colour that goes with it.
  function face(item) {
    if (item.state === "amend") { return [say("amend"), "r"]; }
    if (item.received_at) {
      if (item.result === "incomplete") { return [say("incomplete"), "a"]; }
      return [say(item.result === "check" ? "check" : "received"), item.result === "check" ? "a" : "g"];
    }
    if (send.state.now === "login") { return [say("login"), "a"]; }
    if (item.heard) { return [say("heard"), "b"]; }
    if (item.state === "sending" && send.state.now === "sending") { return [say("sending"), "b"]; }
    return [say("waiting"), "a"];
  }
  function remover(item) {
    var button = make("button", "btn", say("remove"));
    button.type = "button";
    button.addEventListener("click", async function () {
      if (!button.dataset.asked) {
        button.dataset.asked = "1";
        button.textContent = say("remove_sure");
        return;
      }
      await store.drop(item.key);
      draw();
    });
    return button;
  }
  function card(item) {
    var box = make("div", "ob"), row = make("span", "row sb wrap"), shown = face(item);
    row.appendChild(make("b", "", say("form_" + item.form)));
    row.appendChild(make("span", "tag " + shown[1], shown[0]));
    box.appendChild(row);
    box.appendChild(facts(make("small"), [
      moment(item.made_at), item.seconds ? say("voice", {n: item.seconds}) : "", item.photos ? say("photos", {n: item.photos}) : "",
      item.number ? say("number", {n: item.number}) : ""
    ]));
    if (item.words) { box.appendChild(make("p", "sm", item.words)); }
    var refused = item.files.filter(function (file) { return file.refused; }).length;
    if (refused) { box.appendChild(make("p", "sm", say("files_refused", {n: refused}))); }
    if (store.isHeld(item.key) && !item.received_at) { box.appendChild(make("p", "sm", say("held"))); }
    if (item.state === "amend") { box.appendChild(remover(item)); }
    return box;
  }
  function strip(kind, lines, href) {
    var box = make(href ? "a" : "div", "sync " + kind), text = make("span", "grow");
    if (href) { box.href = href; }
    lines.filter(Boolean).forEach(function (line, n) {
      if (n) { text.appendChild(make("br")); }
      text.appendChild(make(n ? "b" : "span", "", line));
    });
    box.appendChild(text);
    return box;
  }
  // One line for what waits, one for what is somebody else's, one when it has waited for long.
  function lines(mine, others) {
    var found = [], waiting = mine.filter(store.waits), amend = mine.filter(function (item) { return item.state === "amend"; });
    if (send.state.now === "revoked") { found.push(strip("r", [say("revoked")])); }
    if (waiting.length && send.state.now === "login") {
      found.push(strip("a", [say("login_first", {n: waiting.length})], "/sign-in/?next=/m/mine/"));
    } else if (waiting.length && send.state.now === "sending") {
      found.push(strip("b", [say("sending_n", {n: waiting.length})], "/m/mine/"));
    } else if (waiting.length) {
      found.push(strip("a", [say(send.state.now === "offline" ? "offline_n" : "waiting_n", {n: waiting.length}), say("open_here")], "/m/mine/"));
    }
    if (waiting.length && send.now() - Date.parse(waiting[0].made_at) > LONG_WAIT) { found.push(strip("r", [say("long")], "/m/call/")); }
    if (amend.length) { found.push(strip("r", [say("amend_n", {n: amend.length})], "/m/mine/")); }
    if (others.length) { found.push(strip("", [say("others", {n: others.length})])); }
    return found;
  }
  function fill(place, children) {
    while (place.firstChild) { place.removeChild(place.firstChild); }
    children.forEach(function (child) { place.appendChild(child); });
  }
  async function draw() {
    var who = await send.who(), user = send.state.user || house.holder || (who && who.user), all = await store.items();
    var mine = all.filter(function (item) { return !user || item.user === user; });
    var others = all.filter(function (item) { return user && item.user !== user && !item.received_at; });
    document.querySelectorAll("[data-sync]").forEach(function (place) { fill(place, lines(mine, others)); });
    document.querySelectorAll("[data-outbox]").forEach(function (place) { fill(place, mine.length || !("empty" in place.dataset) ? mine.slice().reverse().map(card) : [make("p", "mut", say("none"))]); });
    document.querySelectorAll("[data-retry]").forEach(function (button) { button.hidden = !mine.some(store.waits); });
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-retry]")) { send.go(); }
  });
  send.watch(draw);
  house.say = say;
  house.make = make;
  house.draw = draw;
})();
