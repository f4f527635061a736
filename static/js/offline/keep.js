// One finished thing: sealed with its files and kept. `who` is whom the house met last on this phone, with its key.
(function () {
  "use strict";
  var house = window.sisters, PIECE = 65536;

  async function sealed(who, blobs) {
    var files = [], pieces = [], step = Math.min(PIECE, who.piece || PIECE);
    for (var n = 0; n < blobs.length; n += 1) {
      var plain = await blobs[n].blob.arrayBuffer(), ident = house.seal.uuid();
      files.push({key: ident, name: String(n + 1), type: blobs[n].type, size: plain.byteLength, sha256: await house.seal.sha256(plain)});
      for (var at = 0; at < plain.byteLength; at += step) {
        pieces.push({file: ident, offset: at, sealed: await house.seal.piece(who.key.spki, ident, at, plain.slice(at, at + step))});
      }
    }
    return {files: files, pieces: pieces};
  }
  // what: {form, version, fields, blobs, photos, seconds}; answers "stored" or "held".
  house.keep = async function (who, what) {
    var key = house.seal.uuid(), told = await sealed(who, what.blobs);
    var item = {
      key: key, user: who.user, form: what.form, version: what.version, made_at: new Date(house.send.now()).toISOString(),
      key_id: who.key.id, state: "waiting", photos: what.photos, seconds: what.seconds,
      sealed: await house.seal.item(who.key.spki, key, {fields: what.fields, files: told.files}),
      files: told.files.map(function (file) { return {key: file.key, size: file.size, sent: 0}; })
    };
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist().catch(function () { return false; }); }
    return house.store.add(item, told.pieces);
  };
})();
