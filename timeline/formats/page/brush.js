// Signs on a canvas, in the colours of the page: all that look alike are one path.

class Brush {
  constructor(context, style) {
    const value = (name) => style.getPropertyValue(name).trim();
    const hues = Array.from({ length: HUES }, (_, at) => value(`--lane-${at + 1}`));
    this.hues = [value("--event"), ...hues, value("--soft")];
    this.disputed = value("--disputed");
    this.paper = value("--paper");
    this.context = context;
    this.paths = new Map();
  }

  // Take up a sign of an event of this kind, in a lane of this hue.
  take(sign, kind, hue) {
    const look = this.look(sign, kind);
    const ink = kind === "disputed" ? this.disputed : this.hues[hue];
    const key = `${look} ${ink}`;
    let path = this.paths.get(key);
    if (!path) this.paths.set(key, (path = { look, ink, line: new Path2D() }));
    this.outline(path.line, sign);
  }

  look(sign, kind) {
    if (sign.kind === "join") return "joined";
    if (sign.kind === "on") return "solid";
    if (kind === "planned") return "hollow";
    if (sign.kind === "sure" || (sign.kind === "point" && kind === "plain")) return "solid";
    return (sign.height ?? 9) > 3 ? "light" : "faint";
  }

  // Put on the canvas what was taken up: what is solid lies above what is light.
  paint() {
    const { context } = this;
    const order = ["faint", "light", "joined", "hollow", "solid"];
    const paths = [...this.paths.values()];
    paths.sort((one, other) => order.indexOf(one.look) - order.indexOf(other.look));
    for (const { look, ink, line } of paths) {
      context.fillStyle = look === "hollow" ? this.paper : ink;
      context.strokeStyle = ink;
      context.setLineDash(look === "hollow" || look === "joined" ? [3, 2] : []);
      context.globalAlpha = look === "light" ? 0.26 : look === "faint" ? 0.5 : 1;
      if (look !== "joined") context.fill(line);
      context.globalAlpha = 1;
      if (look !== "solid" && look !== "faint") context.stroke(line);
    }
  }

  // Points are ends of lines without a length: of thousands nothing is painted faster.
  points(marks, radius) {
    const { context } = this;
    const paths = new Map();
    for (const { hue, from, to, y } of marks) {
      let path = paths.get(hue);
      if (!path) paths.set(hue, (path = new Path2D()));
      const x = (from + to) / 2;
      path.moveTo(x, y);
      path.lineTo(x, y);
    }
    Object.assign(context, { lineCap: "round", lineWidth: 2 * radius });
    context.setLineDash([]);
    for (const [hue, path] of paths) {
      context.strokeStyle = this.hues[hue];
      context.stroke(path);
    }
  }

  outline(path, { kind, x, y, r, width, height, way, to }) {
    if (kind === "point") {
      path.moveTo(x + r, y);
      path.arc(x, y, r, 0, 2 * Math.PI);
    } else if (kind === "join") polyline(path, [x, y], [to, y]);
    else if (kind === "diamond") polyline(path, [x, y - r], [x + r, y], [x, y + r], [x - r, y], [x, y - r]);
    else if (kind === "on") polyline(path, [x, y], [x + way * 6, y + height / 2], [x, y + height]);
    else path.rect(x, y, width, height);
  }
}

function polyline(path, [x, y], ...others) {
  path.moveTo(x, y);
  for (const [right, down] of others) path.lineTo(right, down);
}
