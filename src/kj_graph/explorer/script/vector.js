// The drawing as SVG: one redraw told to a pen that writes what a canvas would paint. Whatever is drawn is in it as it
// stands, text as text.

/** Text of the data as text of XML; what XML may not hold is left out. @param {string} text */
function escapeXml(text) {
  /** @type {Record<string, string>} */
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "")
    .replace(/[&<>"']/g, (sign) => escapes[sign]);
}

/** @param {number} number */
function shortNumber(number) {
  return String(Math.round(number * 100) / 100);
}

/** The part of a canvas's context that the drawing uses. Angles stay angles: it is moved and scaled, never turned. */
class VectorPen {
  /** @param {HTMLCanvasElement} canvas whose size it takes */
  constructor(canvas) {
    this.canvas = canvas;
    /** @type {string[]} */
    this.parts = [];
    this.path = "";
    /** @type {string[]} */
    this.stack = [];
    this.state = {
      matrix: [1, 0, 0, 1, 0, 0], fillStyle: /** @type {any} */ ("#000"), strokeStyle: /** @type {any} */ ("#000"), lineWidth: 1, globalAlpha: 1,
      font: "10px sans-serif", textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", lineCap: "butt", dash: /** @type {number[]} */ ([]),
      shadowColor: "", shadowBlur: 0, shadowOffsetX: 0, shadowOffsetY: 0, lineDashOffset: 0, miterLimit: 10, imageSmoothingEnabled: true,
      globalCompositeOperation: "source-over",
    };
    /** What is outlined waits for being filled: one text with a halo, not two. */
    this.halo = { key: "", look: "" };
    this.measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    for (const name of Object.keys(this.state)) {
      if (name === "matrix" || name === "dash") continue;
      Object.defineProperty(this, name, {
        get: () => /** @type {any} */ (this.state)[name],
        set: (value) => { /** @type {any} */ (this.state)[name] = value; },
      });
    }
  }

  save() {
    this.stack.push(JSON.stringify({ ...this.state, fillStyle: typeof this.state.fillStyle === "string" ? this.state.fillStyle : "" }));
  }

  restore() {
    const saved = this.stack.pop();
    if (saved) Object.assign(this.state, JSON.parse(saved));
  }

  /** @param {number} a @param {number} b @param {number} c @param {number} d @param {number} e @param {number} f */
  setTransform(a, b, c, d, e, f) {
    this.state.matrix = [a, b, c, d, e, f];
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const [a, b, c, d, e, f] = this.state.matrix;
    this.state.matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    const [a, b, c, d, e, f] = this.state.matrix;
    this.state.matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  /** @param {number} x @param {number} y */
  at(x, y) {
    const [a, b, c, d, e, f] = this.state.matrix;
    return `${shortNumber(a * x + c * y + e)} ${shortNumber(b * x + d * y + f)}`;
  }

  size() {
    const [a, b] = this.state.matrix;
    return Math.hypot(a, b);
  }

  beginPath() {
    this.path = "";
  }

  closePath() {
    if (this.path) this.path += "Z";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${this.at(x, y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`;
  }

  /** @param {number} x1 @param {number} y1 @param {number} x @param {number} y */
  quadraticCurveTo(x1, y1, x, y) {
    this.path += `Q${this.at(x1, y1)} ${this.at(x, y)}`;
  }

  /** @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 @param {number} x @param {number} y */
  bezierCurveTo(x1, y1, x2, y2, x, y) {
    this.path += `C${this.at(x1, y1)} ${this.at(x2, y2)} ${this.at(x, y)}`;
  }

  /** @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to @param {boolean} [back] */
  arc(x, y, radius, from, to, back = false) {
    this.ellipse(x, y, radius, radius, 0, from, to, back);
  }

  /**
   * @param {number} x @param {number} y @param {number} wide @param {number} high @param {number} _turn never given here
   * @param {number} from @param {number} to @param {boolean} [back]
   */
  ellipse(x, y, wide, high, _turn, from, to, back = false) {
    const place = (/** @type {number} */ angle) => this.at(x + wide * Math.cos(angle), y + high * Math.sin(angle));
    const radii = `${shortNumber(wide * this.size())} ${shortNumber(high * this.size())} 0`;
    const sweep = back ? 0 : 1;
    const whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
    let span = to - from;
    if (!whole && !back && span < 0) span += 2 * Math.PI;
    if (!whole && back && span > 0) span -= 2 * Math.PI;
    this.path += `${this.path && !this.path.endsWith("Z") ? "L" : "M"}${place(from)}`;
    if (whole) this.path += `A${radii} 1 ${sweep} ${place(from + Math.PI)}A${radii} 1 ${sweep} ${place(from)}`;
    else this.path += `A${radii} ${Math.abs(span) > Math.PI ? 1 : 0} ${sweep} ${place(to)}`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  rect(x, y, width, height) {
    this.path += `M${this.at(x, y)}L${this.at(x + width, y)}L${this.at(x + width, y + height)}L${this.at(x, y + height)}Z`;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} radius */
  roundRect(x, y, width, height, radius) {
    const r = Math.min(radius, width / 2, height / 2);
    const arc = `A${shortNumber(r * this.size())} ${shortNumber(r * this.size())} 0 0 1 `;
    this.path += `M${this.at(x + r, y)}L${this.at(x + width - r, y)}${arc}${this.at(x + width, y + r)}L${this.at(x + width, y + height - r)}${arc}`
      + `${this.at(x + width - r, y + height)}L${this.at(x + r, y + height)}${arc}${this.at(x, y + height - r)}L${this.at(x, y + r)}${arc}${this.at(x + r, y)}Z`;
  }

  /** @param {any} style a colour, or hatching */
  paint(style) {
    return typeof style === "string" && style ? escapeXml(style) : "url(#hatching)";
  }

  opacity() {
    return this.state.globalAlpha < 1 ? ` opacity="${shortNumber(this.state.globalAlpha)}"` : "";
  }

  lines() {
    const { strokeStyle, lineWidth, dash, lineJoin, lineCap } = this.state;
    return ` stroke="${this.paint(strokeStyle)}" stroke-width="${shortNumber(lineWidth * this.size())}"${lineJoin === "miter" ? "" : ` stroke-linejoin="${escapeXml(lineJoin)}"`}`
      + `${lineCap === "butt" ? "" : ` stroke-linecap="${escapeXml(lineCap)}"`}`
      + `${dash.length ? ` stroke-dasharray="${dash.map((each) => shortNumber(each * this.size())).join(" ")}"` : ""}`;
  }

  fill() {
    if (this.path) this.parts.push(`<path d="${this.path}" fill="${this.paint(this.state.fillStyle)}"${this.opacity()}/>`);
  }

  stroke() {
    if (this.path) this.parts.push(`<path d="${this.path}" fill="none"${this.lines()}${this.opacity()}/>`);
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    if (!width || !height) return;
    const kept = this.path;
    this.path = "";
    this.rect(x, y, width, height);
    this.fill();
    this.path = kept;
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.halo = { key: `${text} ${this.at(x, y)}`, look: ` paint-order="stroke"${this.lines()}` };
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const [, style, weight, size, family] = /^(?:(italic)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+)px\s+(.*)$/.exec(this.state.font) || ["", "", "", "10", "sans-serif"];
    const { textAlign, textBaseline } = this.state;
    const anchor = textAlign === "center" ? "middle" : textAlign === "right" || textAlign === "end" ? "end" : "start";
    const high = Number(size) * this.size();
    // Where the middle of a line stands differs between programs that show SVG; a share of its height does not.
    const drop = textBaseline === "middle" ? 0.35 : textBaseline === "top" || textBaseline === "hanging" ? 0.8 : 0;
    const [left, top] = this.at(x, y).split(" ").map(Number);
    const halo = this.halo.key === `${text} ${this.at(x, y)}` ? this.halo.look : "";
    this.parts.push(`<text x="${left}" y="${shortNumber(top + high * drop)}" font-family="${escapeXml(family)}" font-size="${shortNumber(high)}"`
      + `${weight ? ` font-weight="${weight}"` : ""}${style ? ' font-style="italic"' : ""} text-anchor="${anchor}" fill="${this.paint(this.state.fillStyle)}"${halo}${this.opacity()}>${escapeXml(text)}</text>`);
  }

  /** @param {string} text */
  measureText(text) {
    this.measure.font = this.state.font;
    return this.measure.measureText(text);
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.state.dash = [...dash];
  }

  getLineDash() {
    return this.state.dash;
  }

  /** @param {CanvasImageSource} tile @param {string} repetition */
  createPattern(tile, repetition) {
    return this.measure.createPattern(tile, repetition);
  }

  clearRect() {}

  clip() {}

  drawImage() {}
}

/** The drawing as it stands on the screen, as SVG. @param {string} title @param {string} description */
function drawVector(title, description) {
  const holder = drawing.canvas;
  const { width, height } = holder.frame.canvas;
  const ratio = width / canvasHolder.clientWidth;
  const pen = new VectorPen(holder.frame.canvas);
  const plain = holder.getContext;
  holder.getContext = () => pen;
  try {
    drawing.body.emitter.emit("_redraw");
  } finally {
    holder.getContext = plain;
  }
  const tile = shortNumber(6 * ratio);
  const slant = `M${shortNumber(-6 * ratio)} ${tile}L0 0M0 ${tile}L${tile} 0M${tile} ${tile}L${shortNumber(12 * ratio)} 0`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${canvasHolder.clientWidth}" height="${canvasHolder.clientHeight}" lang="${lang}">
<title>${escapeXml(title)}</title>
<desc>${escapeXml(description)}</desc>
<defs><pattern id="hatching" width="${tile}" height="${tile}" patternUnits="userSpaceOnUse"><path d="${slant}" stroke="${readColour("Agreement")}" stroke-width="${shortNumber(1.7 * ratio)}" fill="none"/></pattern></defs>
<rect width="${width}" height="${height}" fill="${readColour("paper")}"/>
${pen.parts.join("\n")}
</svg>
`;
}
