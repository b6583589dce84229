// The signs of an event's time, by one grammar with the terminal and the pictures: an instant is a
// filled circle, possibly is light, certainly solid, what one source says of a disputed time a
// diamond or light in its own hue, alternatives are joined, what was planned is hollow.

const BAR = 10, POINT = 7, THIN = 4;

// The signs of an event on a scale, about the height ``middle`` of a row that is ``tall``: kinds
// with their places, for whoever paints them.
function signsOf(accounts, event, scale, middle, tall) {
  if (accounts.length === 1) {
    const only = piece(accounts[0], event, scale);
    const bar = Math.min(BAR, tall * 0.8);
    return only ? signsOfPiece(only, event, scale, middle - bar / 2, bar) : [];
  }
  const pieces = accounts.map((moments) => piece(moments, event, scale)).filter(Boolean);
  const rows = tall < BAR + 2 ? 1 : stack(pieces); // in a low row they lie upon each other
  const bar = Math.min(Math.max(BAR, THIN * rows), tall * 0.8);
  const one = bar / rows;
  const found = [];
  if (pieces.length > 1) {
    const left = Math.min(...pieces.map(({ right }) => right));
    const right = Math.max(...pieces.map((each) => each.left));
    if (right > left) found.push({ kind: "join", x: left, to: right, y: middle });
  }
  for (const each of pieces) {
    const top = rows > 1 ? middle - bar / 2 + each.row * one : middle - bar / 2;
    found.push(...signsOfPiece(each, event, scale, top, rows > 1 ? Math.max(one * 0.85, 0.5) : bar));
  }
  const sure = event.status ? null : agreed(accounts, scale);
  if (sure) {
    const [x, to] = sure;
    found.push({ kind: "sure", x, width: to - x, y: middle - bar / 2, height: bar });
  }
  return found;
}

// From where to where all accounts have it going on, in pixels; null where they do not agree.
function agreed(accounts, scale) {
  let [from, to] = [scale.from, scale.to];
  for (const [start, end] of accounts) {
    if (!end || start[1] === null || end[0] === null) return null;
    [from, to] = [Math.max(from, start[1]), Math.min(to, end[0])];
  }
  return from < to ? [scale.x(from), scale.x(to)] : null;
}

// From where to where an account has an event, in pixels; null where nothing of it is in sight.
function piece([start, end], { status, disputed, alternative }, scale) {
  const [low, high] = [start[0], end ? end[1] : start[1]];
  if (low === null && high === null) return null;
  const from = low ?? -Infinity, to = high ?? Infinity;
  if (to < scale.from || from > scale.to) return null;
  const left = Math.max(-2, scale.x(Math.max(from, scale.from)));
  const right = Math.min(scale.width + 2, scale.x(Math.min(to, scale.to)));
  const found = { left, right, point: right - left < POINT, before: from < scale.from };
  found.after = to > scale.to;
  if (found.point) {
    found.at = Math.min(Math.max((left + right) / 2, POINT / 2), scale.width - POINT / 2);
    [found.left, found.right] = [found.at - POINT / 2, found.at + POINT / 2];
  }
  // nothing is certain of what was planned, missed, averted or denied, and of what one source says,
  // or of one of several times, only where all agree: see ``agreed``
  const lasts = end && start[1] !== null && end[0] !== null && start[1] < end[0];
  if (lasts && !status && !disputed && !alternative) {
    found.sure = [Math.max(left, scale.x(start[1])), Math.min(right, scale.x(end[0]))];
  }
  return found;
}

// Accounts that overlap lie below each other; how many rows that takes.
function stack(pieces) {
  const ends = [];
  for (const each of [...pieces].sort((a, b) => a.left - b.left)) {
    let row = ends.findIndex((end) => end <= each.left);
    if (row < 0) row = ends.push(0) - 1;
    ends[row] = each.right;
    each.row = row;
  }
  return Math.max(1, ends.length);
}

function signsOfPiece({ left, right, point, at, sure, before, after }, { disputed }, scale, top, tall) {
  const middle = top + tall / 2;
  if (point) {
    return [{ kind: disputed ? "diamond" : "point", x: at, y: middle, r: radius(tall) }];
  }
  const found = [{ kind: "may", x: left, width: right - left, y: top, height: tall }];
  if (sure && sure[1] > sure[0]) {
    found.push({ kind: "sure", x: sure[0], width: sure[1] - sure[0], y: top, height: tall });
  }
  if (before) found.push({ kind: "on", x: 8, way: -1, y: top, height: tall });
  if (after) found.push({ kind: "on", x: scale.width - 8, way: 1, y: top, height: tall });
  return found;
}

// Of a point in a bar that is so tall.
function radius(tall) {
  return Math.min(POINT / 2 + 1, Math.max(tall / 2, 1));
}

// A sign as an element of SVG.
function shape(sign) {
  const { kind, x, y, r, width, height, way } = sign;
  if (kind === "point") return drawing("circle", { class: "point", cx: x, cy: y, r });
  if (kind === "diamond") return drawing("polygon", { class: "point", points: diamond(x, y, r) });
  if (kind === "join") return drawing("line", { class: "join", x1: x, x2: sign.to, y1: y, y2: y });
  if (kind === "on") return drawing("polygon", { class: "on", points: tip(sign) });
  return drawing("rect", { class: kind, x, y, width, height });
}

function diamond(x, y, r) {
  const far = r * 1.2;
  return `${x},${y - far} ${x + far},${y} ${x},${y + far} ${x - far},${y}`;
}

function tip({ x, way, y, height }) {
  return `${x},${y} ${x + way * 6},${y + height / 2} ${x},${y + height}`;
}

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}
