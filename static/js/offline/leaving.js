// 退出 takes her own things off this phone, after asking when something of hers was not sent. What others keep here stays:
// only where nothing of theirs waits the house is told that the whole store may go.
(function () {
  "use strict";
  var house = window.sisters, store = house && house.store, asks = document.getElementById("unsent");
  if (!store || !asks || !window.indexedDB) { return; }
  async function leave(form) {
    house.left = true;
    if (house.holder) {
      await store.dropOf([house.holder]);
      await store.holdFor("");
    }
    if (await store.readable() && !(await store.unsent()).length) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = "empty";
      input.value = "1";
      form.appendChild(input);
    }
    form.submit();
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-leaves]")) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    store.unsent().then(function (waiting) {
      var hers = waiting.filter(function (item) { return item.user === house.holder; });
      if (!hers.length) { leave(form); return; }
      asks.querySelector("[data-count]").textContent = String(hers.length);
      asks.hidden = false;
      asks.querySelector("a, button").focus();
      asks.querySelector("[data-stay]").onclick = function () { asks.hidden = true; };
      asks.querySelector("[data-leave-now]").onclick = function () { leave(form); };
    });
  }, true);
})();
