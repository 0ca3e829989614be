// Moves among lanes and their events by keys, and tells each event in words.
'use strict';
(function (R) {
  const { firstIndex, duration, stateWords, number } = R;

  class Cursor extends R.Lanes {
    drawCursor(context) {
      const cursor = this.cursor;
      if (!cursor || document.activeElement !== this.e.scroller) return;
      const row = this.hits.find((r) => r.lane === cursor.lane);
      if (!row) return;
      context.strokeStyle = this.c.accent;
      context.lineWidth = 2;
      const hit = row.hits.find((h) => (cursor.step ? h.step === cursor.step : h.group && cursor.request
        && h.group.first.number <= cursor.request.number && h.group.last.number >= cursor.request.number));
      if (hit) {
        const x0 = Math.max(hit.x0 - 2, this.gutter);
        context.strokeRect(x0, hit.y0 - 1, Math.min(hit.x1 + 2, this.width - 1) - x0, hit.y1 - hit.y0 + 2);
      } else {
        context.strokeRect(1, row.y + 1, this.gutter - 3, this.laneHeight - 3);
      }
      context.lineWidth = 1;
    }

    position(cursor) {
      if (cursor.request) return this.view.axis.ofRequest(cursor.request);
      if (cursor.step) return this.view.axis.ofStep(cursor.lane, cursor.step);
      return this.view.at(this.plot / 2, this.plot);
    }

    // The next or previous event of the cursor's lane: a step, or a request that the filter shows.
    along(direction) {
      if (!this.shown.length) return;
      const cursor = this.cursor && this.place.has(this.cursor.lane) ? this.cursor : { lane: this.page.selected || this.shown[0] };
      const lane = this.place.has(cursor.lane) ? cursor.lane : this.shown[0];
      const axis = this.view.axis;
      const steps = lane.steps.concat(lane.future);
      const requests = lane.requests;
      const stepAt = (i) => axis.ofStep(lane, steps[i]);
      const requestAt = (i) => axis.ofRequest(requests[i]);
      const at = this.position(cursor);
      let s;
      let r;
      if (direction > 0) {
        s = cursor.step ? steps.indexOf(cursor.step) + 1 : firstIndex(steps.length, (i) => stepAt(i) > at);
        r = cursor.request ? firstIndex(requests.length, (i) => requests[i].number > cursor.request.number)
          : firstIndex(requests.length, (i) => requestAt(i) >= at);
        while (r < requests.length && !requests[r].match) r++;
      } else {
        s = cursor.step ? steps.indexOf(cursor.step) - 1 : firstIndex(steps.length, (i) => stepAt(i) > at) - 1;
        r = (cursor.request ? firstIndex(requests.length, (i) => requests[i].number >= cursor.request.number)
          : firstIndex(requests.length, (i) => requestAt(i) >= at)) - 1;
        while (r >= 0 && !requests[r].match) r--;
      }
      const hasStep = s >= 0 && s < steps.length;
      const hasRequest = r >= 0 && r < requests.length;
      if (!hasStep && !hasRequest) return;
      const stepFirst = hasStep && (!hasRequest || (direction > 0 ? stepAt(s) <= requestAt(r) : stepAt(s) > requestAt(r)));
      this.setCursor(stepFirst ? { lane, step: steps[s] } : { lane, request: requests[r] });
    }

    toEnd(direction) {
      const lane = this.cursor ? this.cursor.lane : this.page.selected || this.shown[0];
      if (!lane) return;
      const position = direction < 0 ? -Infinity : Infinity;
      const steps = lane.steps;
      const requests = lane.requests.filter((r) => r.match);
      const step = steps[position < 0 ? 0 : steps.length - 1];
      const request = requests[position < 0 ? 0 : requests.length - 1];
      if (!step && !request) return;
      const axis = this.view.axis;
      const stepWins = step && (!request || (axis.ofStep(lane, step) <= axis.ofRequest(request)) === position < 0);
      this.setCursor(stepWins ? { lane, step } : { lane, request });
    }

    // Another lane, at the event nearest in time.
    across(by) {
      if (!this.shown.length) return;
      const old = this.cursor && this.place.has(this.cursor.lane) ? this.place.get(this.cursor.lane)
        : this.page.selected && this.place.has(this.page.selected) ? this.place.get(this.page.selected) - Math.sign(by) : by > 0 ? -1 : this.shown.length;
      const lane = this.shown[Math.max(0, Math.min(this.shown.length - 1, old + by))];
      const at = this.cursor ? this.position(this.cursor) : this.now;
      const steps = lane.steps;
      const i = firstIndex(steps.length, (k) => this.view.axis.ofStep(lane, steps[k]) > at);
      const step = steps[Math.max(0, i - 1)];
      this.setCursor(step ? { lane, step } : { lane });
    }

    setCursor(cursor) {
      this.cursor = cursor;
      const i = this.place.get(cursor.lane);
      const { scroller } = this.e;
      const top = i * this.laneHeight;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + this.laneHeight > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + this.laneHeight - scroller.clientHeight;
      this.scrolled = scroller.scrollTop;
      const position = this.position(cursor);
      if ((cursor.step || cursor.request) && (position < this.view.from || position > this.view.to)) {
        const long = cursor.step && position < this.view.from && this.endOf(cursor.lane, cursor.step) > this.view.from;
        if (!long) this.view.pan(position - (this.view.from + this.view.to) / 2);
      }
      this.tell(this.wordsOf(cursor).join('. '));
      this.ask();
      this.page.changed();
    }

    endOf(lane, step) {
      const next = lane.steps[lane.steps.indexOf(step) + 1];
      return next ? this.view.axis.ofStep(lane, next) : this.now;
    }

    wordsOf(cursor) {
      const words = [cursor.lane.label];
      if (cursor.step) return words.concat(this.stepWords(cursor.lane, cursor.step));
      if (cursor.request) return words.concat(this.requestWords(cursor.request));
      return words.concat(cursor.lane.waitsFor ? 'Waits for ' + cursor.lane.waitsFor : 'Its life has not begun');
    }

    stepWords(lane, step) {
      const began = this.model.began;
      const list = lane.steps.indexOf(step) >= 0 ? lane.steps : lane.future;
      const index = list.indexOf(step);
      const next = list[index + 1] || (list === lane.steps ? lane.future[0] : null);
      const words = [stateWords(step) + ', step ' + step.step];
      words.push((list === lane.future ? 'begins at +' : 'from +') + duration(step.at - began)
        + (next ? ' for ' + duration(next.at - step.at) : list === lane.steps ? ' until now' : ''));
      words.push((step.gatewayIp ? 'gateway ' + step.gatewayIp : 'no gateway') + (step.gatewayMoves ? ' from here on' : ''));
      if (index === list.length - 1 && lane.waitsFor) words.push('then waits for ' + lane.waitsFor);
      return words;
    }

    requestWords(request) {
      const words = ['+' + duration(request.t - this.model.began) + ', request ' + request.number,
        request.method + ' ' + request.target,
        request.answer === null || request.answer === undefined ? 'no answer yet' : 'answered ' + request.answer
          + (request.status && request.automationStatus && request.kind === 'ok' ? ' in state ' + request.automationStatus : '')];
      if (request.reason) words.push('reason: ' + request.reason);
      if (request.incident) words.push('incident: ' + request.incident);
      if (request.outcome === 'abandoned') words.push('the client gave up');
      return words;
    }

    groupWords(group) {
      if (group.count === 1) return this.requestWords(group.first);
      return [number(group.count) + ' requests, number ' + group.first.number + ' to ' + group.last.number,
        'from +' + duration(group.first.t - this.model.began) + ' to +' + duration(group.last.t - this.model.began),
        'the worst: '].concat(this.requestWords(group.worst));
    }

    tell(text) {
      R.setText(this.e.told, text);
    }
  }

  Object.assign(R, { Cursor });
})(RackConnect);
