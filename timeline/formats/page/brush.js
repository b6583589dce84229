// Signs on a canvas, in the colours of the page.

class Brush {
  constructor(context, style) {
    const value = (name) => style.getPropertyValue(name).trim();
    const hues = Array.from({ length: HUES }, (_, at) => value(`--lane-${at + 1}`));
    this.hues = [value("--event"), ...hues, value("--soft")];
    this.disputed = value("--disputed");
    this.paper = value("--paper");
    this.context = context;
  }

  // The colour of an event: its lane's, but for what is disputed.
  dip(kind, hue) {
    this.kind = kind;
    this.ink = kind === "disputed" ? this.disputed : this.hues[hue];
  }

  stroke(sign) {
    const { context, ink } = this;
    const light = sign.kind === "may" || this.kind === "alternatives" || sign.kind === "diamond";
    const hollow = this.kind === "planned";
    context.fillStyle = context.strokeStyle = ink;
    context.lineWidth = 1;
    context.setLineDash(hollow || sign.kind === "join" ? [3, 2] : []);
    context.beginPath();
    this.outline(sign);
    if (sign.kind === "join") return context.stroke();
    if (hollow && sign.kind !== "on") {
      context.fillStyle = this.paper;
      context.fill();
      return context.stroke();
    }
    context.globalAlpha = light && sign.kind !== "on" && sign.kind !== "sure" ? 0.26 : 1;
    context.fill();
    context.globalAlpha = 1;
    if (light && (sign.height ?? 9) > 3) context.stroke();
  }

  outline({ kind, x, y, r, width, height, way, to }) {
    const { context } = this;
    if (kind === "point") context.arc(x, y, r, 0, 2 * Math.PI);
    else if (kind === "join") this.line([x, y], [to, y]);
    else if (kind === "diamond") this.line([x, y - r], [x + r, y], [x, y + r], [x - r, y], [x, y - r]);
    else if (kind === "on") this.line([x, y], [x + way * 6, y + height / 2], [x, y + height]);
    else context.rect(x, y, width, height);
  }

  line([x, y], ...others) {
    this.context.moveTo(x, y);
    for (const [right, down] of others) this.context.lineTo(right, down);
  }
}
