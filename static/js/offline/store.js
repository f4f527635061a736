// What this phone keeps: sealed reports that wait, their sealed pieces, and receipts. Nothing in it can be read here.
// What the phone has no room for is held by the open page and sent from there.
(function () {
  "use strict";
  var house = window.sisters = window.sisters || {}, held = new Map(), opening = null;
  var DAYS_OF_A_RECEIPT = 30;
  // Whose page this is, as the page itself says; "" on the shell. It never changes while the page stands.
  var holder = house.holder = document.body.dataset.who || "";

  function open() {
    opening = opening || new Promise(function (done, fail) {
      var asked = window.indexedDB.open("outbox", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("items", {keyPath: "key"});
        asked.result.createObjectStore("pieces");
        asked.result.createObjectStore("facts");
      };
      asked.onsuccess = function () {
        asked.result.onversionchange = function () { asked.result.close(); opening = null; };
        asked.result.onclose = function () { opening = null; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = function () { opening = null; fail(asked.error); };
    });
    return opening;
  }
  // One transaction; answers with what `act` asked for once everything is really written.
  async function run(stores, mode, act) {
    var base = await open();
    return new Promise(function (done, fail) {
      var whole, asked;
      try {
        whole = base.transaction(stores, mode);
        whole.oncomplete = function () { done(asked && asked.result); };
        whole.onabort = whole.onerror = function () { fail(whole.error); };
        asked = act(whole);
      } catch (problem) {
        if (whole) { try { whole.abort(); } catch (gone) { /* it has ended */ } }
        fail(problem);
      }
    });
  }
  async function quietly(promise, otherwise) {
    try { return await promise; } catch (problem) { return otherwise; }
  }
  function of(key) { return window.IDBKeyRange.bound([key], [key, []]); }

  // "stored", or "held" when the phone refuses: then the page must stay open until it is sent.
  async function add(item, pieces) {
    try {
      await run(["items", "pieces"], "readwrite", function (whole) {
        whole.objectStore("items").put(item);
        pieces.forEach(function (piece) { whole.objectStore("pieces").put(piece.sealed, [item.key, piece.file, piece.offset]); });
      });
      return "stored";
    } catch (problem) {
      held.set(item.key, {item: item, pieces: pieces});
      return "held";
    }
  }
  async function save(item) {
    if (held.has(item.key)) { held.get(item.key).item = item; return; }
    await quietly(run(["items"], "readwrite", function (whole) { return whole.objectStore("items").put(item); }));
  }
  async function items() {
    var stored = await quietly(run(["items"], "readonly", function (whole) { return whole.objectStore("items").getAll(); }), []);
    var kept = Array.from(held.values(), function (one) { return one.item; });
    return (stored || []).concat(kept).sort(function (a, b) { return a.made_at < b.made_at ? -1 : 1; });
  }
  async function piece(item, file, offset) {
    if (held.has(item.key)) {
      var found = held.get(item.key).pieces.find(function (one) { return one.file === file && one.offset === offset; });
      return found && found.sealed;
    }
    return run(["pieces"], "readonly", function (whole) { return whole.objectStore("pieces").get([item.key, file, offset]); });
  }
  // The content goes; what stays is the receipt.
  async function empty(item) {
    delete item.sealed;
    if (held.has(item.key)) { held.get(item.key).pieces = []; }
    await save(item);
    await quietly(run(["pieces"], "readwrite", function (whole) { return whole.objectStore("pieces").delete(of(item.key)); }));
  }
  async function drop(key) {
    held.delete(key);
    await quietly(run(["items", "pieces"], "readwrite", function (whole) {
      whole.objectStore("pieces").delete(of(key));
      return whole.objectStore("items").delete(key);
    }));
  }
  // Everything of these people goes: what waits, what arrived.
  async function dropOf(users) {
    var gone = (await items()).filter(function (item) { return users.indexOf(item.user) >= 0; });
    await Promise.all(gone.map(function (item) { return drop(item.key); }));
  }
  function fact(name) {
    return quietly(run(["facts"], "readonly", function (whole) { return whole.objectStore("facts").get(name); }));
  }
  function keep(name, value) {
    return quietly(run(["facts"], "readwrite", function (whole) { return whole.objectStore("facts").put(value, name); }));
  }
  // Whoever opened a page last is whom a page without a person (the shell) keeps reports for; nobody after she left.
  async function holdFor(user) {
    var met = await fact("who") || {};
    if (met.user !== user) { await keep("who", Object.assign(met, {user: user})); }
  }
  // Where the browser has no locks: true for whoever finds nobody at work. Read and written in one transaction.
  function lease(until) {
    return quietly(new Promise(function (done, fail) {
      run(["facts"], "readwrite", function (whole) {
        var facts = whole.objectStore("facts"), asked = facts.get("lease");
        asked.onsuccess = function () {
          var free = !until || !asked.result || asked.result < Date.now() || asked.result > Date.now() + 300000;
          if (free) { facts.put(until, "lease"); }
          done(free);
        };
      }).catch(fail);
    }), true);
  }
  async function wipe() {
    held.clear();
    if (opening) { (await quietly(opening, {close: function () {}})).close(); }
    opening = null;
    return new Promise(function (done) {
      var asked = window.indexedDB.deleteDatabase("outbox");
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
  }
  async function forgetOld(now) {
    var old = (await items()).filter(function (item) {
      return item.received_at && now - Date.parse(item.received_at) > DAYS_OF_A_RECEIPT * 86400000;
    });
    await Promise.all(old.map(function (item) { return drop(item.key); }));
  }
  function waits(item) { return item.state === "waiting" || item.state === "sending"; }

  house.store = {
    add: add, save: save, items: items, piece: piece, empty: empty, drop: drop, fact: fact, keep: keep, lease: lease,
    dropOf: dropOf, holdFor: holdFor, wipe: wipe, forgetOld: forgetOld, waits: waits, isHeld: function (key) { return held.has(key); },
    holds: function () { return Array.from(held.values()).some(function (one) { return waits(one.item); }); },
    unsent: async function () { return (await items()).filter(function (item) { return !item.received_at; }); },
    // False when the phone does not let itself be read: then nobody knows what waits.
    readable: function () { return quietly(run(["items"], "readonly", function (whole) { return whole.objectStore("items").count(); }).then(function () { return true; }), false); }
  };
  if (holder && window.indexedDB) { holdFor(holder); }
})();
