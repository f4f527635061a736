// What every form of the outbox does: reading its fields, saying what is missing beside them, and standing aside when it is kept.
(function () {
  "use strict";
  var house = window.sisters;

  function value(form, name) {
    var found = Array.from(form.elements).filter(function (each) { return each.name === name; });
    var ticked = found.filter(function (each) { return each.type !== "radio" && each.type !== "checkbox" || each.checked; });
    return ticked.length ? ticked[0].value.trim() : "";
  }
  function show(form, problems) {
    document.querySelectorAll(".err, .fe[data-own]").forEach(function (old) { old.remove(); });
    document.querySelectorAll(".bad").forEach(function (old) { old.classList.remove("bad"); });
    if (!problems.length) { return; }
    var box = house.make("div", "err"), list = house.make("ul");
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    box.appendChild(house.make("b", "", house.say("attention", {n: problems.length})));
    problems.forEach(function (problem) {
      var control = form.querySelector("[name=" + problem[0] + "]"), row = house.make("li"), link = house.make("a", "", problem[1]);
      link.href = "#" + control.id;
      row.appendChild(link);
      list.appendChild(row);
      var near = control.closest(".fl, fieldset"), said = house.make("p", "fe", problem[1]);
      said.dataset.own = "1";
      near.classList.add("bad");
      near.insertBefore(said, near.children[1] || null);
    });
    box.appendChild(list);
    form.parentNode.insertBefore(box, form);
    box.focus();
  }
  function saved(form, foot, how, urgent) {
    var place = document.getElementById("offline-saved").content.cloneNode(true);
    form.reset();
    form.remove();
    if (foot) { foot.remove(); }
    document.querySelectorAll("[data-with-outbox]").forEach(function (part) { part.remove(); });
    document.getElementById("main").appendChild(place);
    document.querySelectorAll("[data-when]").forEach(function (part) {
      part.hidden = !(part.dataset.when === how || part.dataset.when === "urgent" && urgent);
    });
    document.querySelectorAll("[data-home]").forEach(function (link) { document.querySelector(".foot").appendChild(link); link.hidden = false; });
    document.getElementById("main").focus();
    house.draw();
    house.send.go();
  }
  house.form = {value: value, show: show, saved: saved};
})();
