// Turns pointer, touch and wheel into moves of the view, selections and words.
'use strict';
(function (R) {
  const { duration, STATES, number, HEAD } = R;

  class Timeline extends R.Cursor {
    hitAt(x, y) {
      const row = this.hits.find((r) => y >= r.y && y < r.y + this.laneHeight);
      if (!row) return null;
      let found = null;
      for (const hit of row.hits) if (x >= hit.x0 && x < hit.x1 && y >= hit.y0 && y < hit.y1) found = hit;
      return { lane: row.lane, hit: found };
    }

    listen() {
      const { scroller, head, overview } = this.e;
      const place = (event, element) => {
        const box = element.getBoundingClientRect();
        return { x: event.clientX - box.left, y: event.clientY - box.top };
      };
      const pointers = new Map();
      let drag = null;
      const down = (event, selects) => {
        if (event.button !== 0) return;
        const { x, y } = place(event, event.currentTarget);
        if (event.currentTarget === scroller && x > this.width) return;
        pointers.set(event.pointerId, x);
        drag = { x, y, last: x, lastY: y, moved: false, selects: selects || event.shiftKey, from: this.at(x), touch: event.pointerType !== 'mouse', spread: spread(pointers) };
        event.currentTarget.setPointerCapture(event.pointerId);
      };
      const move = (event) => {
        const { x, y } = place(event, event.currentTarget);
        if (!drag) return;
        pointers.set(event.pointerId, x);
        if (pointers.size === 2) {
          const now = spread(pointers);
          if (drag.spread && now > 10) this.view.zoom(drag.spread / now, this.at(x));
          drag.spread = now;
          drag.moved = true;
          this.changed();
          return;
        }
        if (!drag.moved && Math.abs(x - drag.x) + Math.abs(y - drag.y) < 4) return;
        drag.moved = true;
        this.hideTip();
        if (drag.selects) {
          const to = this.at(x);
          this.view.stretch = { from: Math.min(drag.from, to), to: Math.max(drag.from, to) };
        } else {
          this.view.pan(-((x - drag.last) / this.plot) * (this.view.to - this.view.from));
          if (!drag.touch) scroller.scrollTop -= y - drag.lastY;
        }
        drag.last = x;
        drag.lastY = y;
        this.changed();
      };
      const up = (event) => {
        pointers.delete(event.pointerId);
        if (!drag) return;
        const was = drag;
        drag = null;
        if (was.selects && was.moved) this.page.setStretch(this.view.stretch);
        else if (was.selects) this.page.setStretch(null);
        else if (!was.moved && event.type === 'pointerup') this.click(was.x, was.y);
      };
      for (const [element, selects] of [[scroller, false], [head, true]]) {
        element.addEventListener('pointerdown', (event) => down(event, selects));
        element.addEventListener('pointermove', move);
        element.addEventListener('pointerup', up);
        element.addEventListener('pointercancel', up);
        element.addEventListener('wheel', (event) => this.wheel(event, element), { passive: false });
        element.addEventListener('pointerleave', () => this.hideTip());
      }
      scroller.addEventListener('pointermove', (event) => { if (!drag) this.hover(event, place(event, scroller)); });
      head.addEventListener('pointermove', (event) => { if (!drag) this.hoverHead(event, place(event, head)); });
      scroller.addEventListener('focus', () => {
        if (this.cursor) this.tell(this.wordsOf(this.cursor).join('. '));
        this.ask();
      });
      scroller.addEventListener('blur', () => this.ask());
      this.listenOverview(overview, place);
    }

    listenOverview(overview, place) {
      let grip = null;
      overview.addEventListener('pointerdown', (event) => {
        const { x } = place(event, overview);
        const { x0, x1 } = this.overviewWindow;
        const span = this.view.to - this.view.from;
        if (Math.abs(x - x0) < 7) grip = 'from';
        else if (Math.abs(x - x1) < 7) grip = 'to';
        else {
          grip = 'all';
          const at = this.overviewPosition(x);
          if (x < x0 || x > x1) this.view.show(at - span / 2, at + span / 2);
        }
        this.lastX = x;
        this.fixed = Object.assign({}, this.overviewSpan);
        overview.setPointerCapture(event.pointerId);
        this.changed();
      });
      overview.addEventListener('pointermove', (event) => {
        const { x } = place(event, overview);
        const { x0, x1 } = this.overviewWindow || { x0: 0, x1: 0 };
        overview.classList.toggle('edge', Math.abs(x - x0) < 7 || Math.abs(x - x1) < 7);
        if (!grip) return;
        const by = ((x - this.lastX) / this.fullWidth) * (this.fixed.to - this.fixed.from);
        this.lastX = x;
        const { view } = this;
        if (grip === 'all') view.pan(by);
        else if (grip === 'from') view.show(Math.min(view.from + by, view.to - view.axis.least), view.to);
        else view.show(view.from, view.to + by);
        this.changed();
      });
      for (const type of ['pointerup', 'pointercancel']) overview.addEventListener(type, () => { grip = null; });
      overview.addEventListener('wheel', (event) => this.wheel(event, null), { passive: false });
    }

    overviewPosition(x) {
      return this.overviewSpan.from + (x / this.fullWidth) * (this.overviewSpan.to - this.overviewSpan.from);
    }

    wheel(event, element) {
      const across = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (event.ctrlKey || event.metaKey) {
        const box = (element || this.e.overview).getBoundingClientRect();
        const around = element ? this.at(event.clientX - box.left) : this.overviewPosition(event.clientX - box.left);
        this.view.zoom(Math.exp(event.deltaY * (event.deltaMode ? 0.1 : 0.003)), around);
      } else if (across) {
        const by = event.deltaX || event.deltaY;
        this.view.pan((by / this.plot) * (this.view.to - this.view.from));
      } else {
        return;
      }
      event.preventDefault();
      this.hideTip();
      this.changed();
    }

    changed() {
      this.ask();
      this.page.changed();
    }

    click(x, y) {
      const at = this.hitAt(x, y);
      if (!at) return;
      this.cursor = at.hit && at.hit.group ? { lane: at.lane, request: at.hit.group.worst }
        : at.hit && at.hit.step ? { lane: at.lane, step: at.hit.step } : { lane: at.lane };
      this.page.select(at.lane);
      if (at.hit && at.hit.group) this.page.openRequest(at.hit.group.worst);
    }

    hover(event, { x, y }) {
      const at = this.hitAt(x, y);
      if (!at || (x < this.gutter && at.lane.label.length < 12)) return this.hideTip();
      const words = [at.lane.label];
      if (at.hit && at.hit.group) words.push(...this.groupWords(at.hit.group));
      else if (at.hit && at.hit.step) {
        if (at.hit.count > 1) words.push(number(at.hit.count) + ' steps stand here; the worst:');
        words.push(...this.stepWords(at.lane, at.hit.step));
      } else if (x >= this.gutter) {
        const time = this.view.axis.toTime(this.at(x));
        words.push('+' + duration(time - this.model.began));
        if (this.model.forgottenUntil() !== null && time < this.model.forgottenUntil()) words.push('Requests from this time are forgotten.');
      }
      if (x >= this.gutter) {
        for (const band of this.bands) if (x >= band.x0 && x <= band.x1 && !at.hit) words.push('incident ' + band.incident.name);
      }
      this.showTip(event, words);
    }

    hoverHead(event, { x, y }) {
      if (x < this.gutter) return this.hideTip();
      const time = this.view.axis.toTime(this.at(x));
      const words = ['+' + duration(time - this.model.began, this.view.to - this.view.from > 60e6 ? 0 : 3) + ' · ' + R.clockText(time) + ' UTC'];
      const bandRow = Math.floor((y - HEAD.axis - HEAD.summary - HEAD.gap) / HEAD.band);
      for (const band of this.bands) {
        if (band.row === bandRow && x >= band.x0 && x <= Math.max(band.x1, band.x0 + 60)) words.push('incident ' + band.incident.name
          + ', from +' + duration(band.span.begin - this.model.began) + (band.span.end ? ' for ' + duration(band.span.end - band.span.begin) : ''));
      }
      for (const move of this.model.moves) {
        if (Math.abs(this.x(this.view.axis.ofMove(move)) - x) < 6) words.push('The clock was moved by ' + duration(move.to - move.from));
      }
      const column = Math.floor(x - this.gutter);
      STATES.forEach((state, i) => {
        const count = this.summary && this.summary[i][column];
        if (count) words.push(number(count) + ' ' + state);
      });
      this.showTip(event, words);
    }

    showTip(event, words) {
      const { tip } = this.e;
      tip.hidden = false;
      tip.replaceChildren(...words.map((word, i) => R.h('div', { className: i ? '' : 'first', text: word.length > 600 ? word.slice(0, 600) + '…' : word })));
      const box = tip.getBoundingClientRect();
      const x = event.clientX + 14 + box.width > innerWidth ? event.clientX - box.width - 10 : event.clientX + 14;
      const y = event.clientY + 16 + box.height > innerHeight ? event.clientY - box.height - 10 : event.clientY + 16;
      tip.style.left = Math.max(4, x) + 'px';
      tip.style.top = Math.max(4, y) + 'px';
      clearTimeout(this.tellLater);
      this.tellLater = setTimeout(() => this.tell(words.join('. ')), 400);
    }

    hideTip() {
      clearTimeout(this.tellLater);
      this.e.tip.hidden = true;
    }
  }

  function spread(pointers) {
    const all = Array.from(pointers.values());
    return all.length === 2 ? Math.abs(all[0] - all[1]) : 0;
  }

  Object.assign(R, { Timeline });
})(RackConnect);
