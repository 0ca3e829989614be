// What all pictures share: colours, text that fits, and the marks of requests.
'use strict';
(function (R) {
  const { firstIndex, KINDS, STATES } = R;
  const FONT = '11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
  const COLOURS = ['text', 'muted', 'line', 'faint', 'surface', 'page', 'accent', 'band', 'band-text', 'band-line', 'on-state', 'hatch', 'select'];

  class Canvas {
    constructor(page) {
      this.page = page;
      this.model = page.model;
      this.view = page.view;
      this.e = page.e;
      this.shown = [];
      this.hits = [];
      this.cursor = null;
      this.widths = new Map();
      this.asked = 0;
      this.timer = 0;
      this.summaryKey = '';
      this.overviewKey = '';
      this.readColours();
      this.scrolled = this.laneArea = 0;
      const observer = new ResizeObserver(() => this.resize());
      observer.observe(this.e.scroller.parentElement);
      observer.observe(this.e.scroller);
      // Asked once here: asking while drawing makes the browser lay out the page each time.
      this.e.scroller.addEventListener('scroll', () => {
        this.scrolled = this.e.scroller.scrollTop;
        this.ask();
      });
      this.listen();
    }

    readColours() {
      const style = getComputedStyle(document.documentElement);
      const read = (name) => style.getPropertyValue('--' + name).trim();
      this.c = {};
      for (const name of COLOURS) this.c[name] = read(name);
      for (const state of STATES) this.c['state-' + state] = read('state-' + state);
      for (const kind of Object.keys(KINDS)) this.c['kind-' + kind] = read('kind-' + kind);
      this.hatch = hatchOf(this.c.hatch);
      this.unknownHatch = hatchOf(this.c['state-unknown']);
      for (const canvas of document.querySelectorAll('canvas.mark')) this.drawMark(canvas);
      this.overviewKey = this.summaryKey = '';
      this.ask();
    }

    drawMark(canvas) {
      const context = canvas.getContext('2d');
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.scale(2, 2);
      this.tick(context, 5, 1, 10, canvas.getAttribute('data-kind'));
    }

    prepare(canvas, width, height) {
      const ratio = window.devicePixelRatio || 1;
      const w = Math.round(width * ratio);
      const h = Math.round(height * ratio);
      if (canvas.width !== w || canvas.height !== h) {
        canvas.width = w;
        canvas.height = h;
        canvas.style.width = width + 'px';
        canvas.style.height = height + 'px';
        // Only here: setting the font makes the browser bring its styles up to date.
        canvas.getContext('2d').font = FONT;
      }
      const context = canvas.getContext('2d');
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      context.textBaseline = 'middle';
      return context;
    }

    x(position) { return this.gutter + this.view.x(position, this.plot); }
    at(x) { return this.view.at(x - this.gutter, this.plot); }

    // The text, shortened with an ellipsis to the width; nothing if not even a letter has room.
    fit(context, text, width) {
      if (width < 8 || !text) return '';
      if (text.length > 400) text = text.slice(0, 400);
      if (this.widthOf(context, text) <= width) return text;
      const longest = firstIndex(text.length, (n) => this.widthOf(context, text.slice(0, n + 1) + '…') > width);
      return longest > 0 ? text.slice(0, longest) + '…' : '';
    }

    // Measured once for each text: asking the canvas is slow.
    widthOf(context, text) {
      let width = this.widths.get(text);
      if (width === undefined) {
        if (this.widths.size > 5000) this.widths.clear();
        width = context.measureText(text).width;
        this.widths.set(text, width);
      }
      return width;
    }

    // One request. The worse the answer, the higher; the shape on top tells it without colour.
    tick(context, x, top, height, kind) {
      const { c } = this;
      const share = { ok: 0.55, pending: 0.45, other: 0.6, missing: 0.9, client: 0.9, abandoned: 0.9, refused: 1, server: 1, fault: 1 }[kind];
      const size = Math.max(4, Math.round(height * share));
      context.fillStyle = c['kind-' + kind];
      if (kind === 'abandoned') {
        context.strokeStyle = c['kind-abandoned'];
        context.strokeRect(x - 1.5, top + height - size + 0.5, 3, size - 1);
        return;
      }
      if (kind === 'fault') {
        this.shape(context, x, top + height / 2, Math.min(4, height / 2), kind);
        return;
      }
      context.fillRect(x - 1, top + height - size, 2, size);
      if (height >= 8 && kind !== 'ok') this.shape(context, x, top + height - size + 3, 3, kind);
    }

    shape(context, x, y, r, kind) {
      const { c } = this;
      context.fillStyle = context.strokeStyle = c['kind-' + kind];
      context.lineWidth = kind === 'fault' ? 2 : 1;
      context.beginPath();
      if (kind === 'fault') {
        context.moveTo(x - r, y - r);
        context.lineTo(x + r, y + r);
        context.moveTo(x + r, y - r);
        context.lineTo(x - r, y + r);
        context.stroke();
      } else if (kind === 'missing') {
        context.arc(x, y, r, 0, 7);
        context.fillStyle = c.surface;
        context.fill();
        context.stroke();
      } else if (kind === 'refused' || kind === 'client') {
        context.moveTo(x - r, y + r);
        context.lineTo(x, y - r);
        context.lineTo(x + r, y + r);
        context.closePath();
        if (kind === 'client') context.fillStyle = c.surface;
        context.fill();
        context.stroke();
      } else if (kind === 'server') {
        context.fillRect(x - r, y - r, r * 2, r * 2);
      } else {
        context.arc(x, y, r - 1, 0, 7);
        context.stroke();
      }
      context.lineWidth = 1;
    }
  }

  function hatchOf(colour) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 8;
    const context = canvas.getContext('2d');
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.beginPath();
    for (const i of [-8, 0, 8]) {
      context.moveTo(i - 1, 9);
      context.lineTo(i + 9, -1);
    }
    context.stroke();
    return context.createPattern(canvas, 'repeat');
  }

  function diamond(context, x, y, r, fill, line) {
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = line;
    context.lineWidth = 1.5;
    context.stroke();
    context.lineWidth = 1;
  }

  function triangle(context, x, y, size) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + size, y + size / 2);
    context.lineTo(x, y + size);
    context.closePath();
    context.fill();
  }

  Object.assign(R, { Canvas, FONT, diamond, triangle });
})(RackConnect);
