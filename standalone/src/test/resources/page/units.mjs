// The page's model, axes and filter, without a browser: node units.mjs FOLDER-OF-THE-PAGE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const folder = process.argv[2];
const context = vm.createContext({ performance, console });
for (const name of ['model.js', 'filter.js', 'scale.js']) vm.runInContext(readFileSync(join(folder, name), 'utf8'), context, name);
const R = vm.runInContext('RackConnect', context);
const failures = [];
const same = (found, wanted, words) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) failures.push(words + ': ' + JSON.stringify(found) + ' instead of ' + JSON.stringify(wanted));
};

filter();
times();
bounded();
merged();
order();
real();
if (failures.length) {
  console.error('failed: ' + failures.join('\nfailed: '));
  process.exitCode = 1;
} else {
  console.log('passed');
}

function filter() {
  const { requests, cases } = JSON.parse(readFileSync(new URL('filter-cases.json', import.meta.url), 'utf8'));
  for (const { q, numbers } of cases) {
    const parsed = R.parseFilter(q);
    same(requests.filter((request) => parsed.matches(request)).map((request) => request.number), numbers, 'filter ' + JSON.stringify(q));
  }
  same(R.toggleTerm('status:403', 'reason', 'a b'), 'status:403 reason:"a b"', 'a term is added');
  same(R.toggleTerm('status:403 reason:"a b"', 'reason', 'a b'), 'status:403', 'a term is removed');
  const lane = (name) => ({ name, label: name, requests: [] });
  same(['web1', 'web2', 'db1'].filter((name) => R.parseFilter('server:web* -server:web2').showsLane(lane(name))), ['web1'], 'lanes of a filter');
}

function times() {
  same(R.micros('2026-01-01T00:00:00.123456789Z') % 1e6, 123456, 'micros');
  same(R.micros('2026-01-01T00:00:00Z') % 1e6, 0, 'micros without a fraction');
  for (const [us, text] of [[0, '0s'], [250000, '250ms'], [252e6, '4m12s'], [5400e6, '1h30m'], [1500000, '1.5s'], [86400e6 * 400, '400d'], [-1e6, '-1s']]) {
    same(R.duration(us), text, 'duration');
  }
  for (const [text, us] of [['4m12s', 252e6], ['250ms', 250000], ['1h30m', 5400e6], ['0s', 0], ['x', null]]) same(R.parseDuration(text), us, 'duration ' + text);
}

function iso(seconds) {
  const date = new Date(1.8e12 + Math.floor(seconds * 1000));
  return date.toISOString().replace('Z', '000Z');
}

function request(number, seconds, more) {
  return { number, at: iso(seconds), realAt: iso(1000 + number), source: '127.0.0.1', server: 'web1', method: 'GET', target: '/v1/automation_status', operation: 'automation_status',
    format: 'text', answer: '200', status: 200, reason: null, incident: null, step: 'start', automationStatus: 'DEPLOYING', outcome: 'delivered', ended: iso(seconds), took: '1ms', ...more };
}

function step(seconds, name, status) {
  return { at: iso(seconds), step: name, status, gatewayIp: null, known: true };
}

function model(document) {
  const made = new R.Model();
  made.take({ id: '1', epoch: 'a', scenario: { description: null, servers: 1 }, clock: { now: iso(100), speed: 1, frozen: true }, began: iso(0), moves: [], received: 0, oldest: 1,
    incidents: [], servers: [{ name: 'web1', place: 0, sourceIp: '10.0.0.1', region: null, steps: [step(0, 'start', 'DEPLOYING')], future: [], waitsFor: null }], requests: [], ...document });
  return made;
}

function bounded() {
  const made = model({});
  for (let i = 0; i < 60; i++) {
    const requests = Array.from({ length: 1000 }, (_, k) => request(i * 1000 + k + 1, i));
    made.take({ id: 'x', epoch: 'a', clock: { now: iso(100), speed: 1, frozen: true }, received: (i + 1) * 1000, requests });
  }
  same(made.requests.length <= 20000 && made.requests.length >= 19000, true, 'at most 20,000 requests are held');
  same(made.lanes[0].requests.length, made.requests.length, 'the lane forgets with the list');
  same(made.byNumber.size, made.requests.length, 'the numbers are forgotten too');
  same(made.forgottenUntil() > made.began, true, 'it is known until when requests are forgotten');
}

function merged() {
  const made = model({ received: 1, requests: [request(1, 5, { outcome: 'pending', answer: null, status: null, ended: null })] });
  same(made.requests[0].kind, 'pending', 'a pending request');
  made.take({ id: '2', epoch: 'a', requests: [request(1, 5, { answer: '503', status: 503 })] });
  same([made.requests.length, made.requests[0].kind], [1, 'server'], 'a request that ended since');
  made.take({ id: '3', epoch: 'a', oldest: 2 });
  same(made.requests.length, 0, 'what the journal forgot is forgotten');
  const change = made.take({ id: '4', epoch: 'b', began: iso(50), received: 0, oldest: 1, servers: [], requests: [] });
  same([change.reset, made.lanes.length], [true, 0], 'another epoch');
}

function order() {
  // On a frozen clock, all at one moment: two requests, a step, two requests.
  const made = model({
    received: 4, requests: [request(1, 100), request(2, 100), request(3, 100, { step: 'done' }), request(4, 100, { step: 'done' })],
    servers: [{ name: 'web1', place: 0, sourceIp: '10.0.0.1', region: null, steps: [step(0, 'start', 'DEPLOYING'), step(100, 'done', 'DEPLOYED')], future: [step(160, 'x', 'FAILED')], waitsFor: null }],
  });
  const view = new R.View(made);
  view.switchTo('order');
  view.update();
  const lane = made.lanes[0];
  const places = made.requests.map((r) => view.axis.ofRequest(r));
  const at = view.axis.ofStep(lane, lane.steps[1]);
  same(places.every((p, i) => i === 0 || p > places[i - 1]), true, 'each request has a place of its own');
  same(places[1] < at && at < places[2], true, 'the step stands between the requests that it separates');
  same(view.axis.ofStep(lane, lane.future[0]) > view.axis.now(), true, 'the future stands after now');
}

function real() {
  // The clock jumps by ten minutes between two requests that are a second apart.
  const made = model({
    clock: { now: iso(702), speed: 1, frozen: true }, received: 3, moves: [{ from: iso(101), to: iso(701), after: 2 }],
    requests: [request(1, 100), request(2, 101), request(3, 702)],
    servers: [{ name: 'web1', place: 0, sourceIp: '10.0.0.1', region: null, steps: [step(0, 'start', 'DEPLOYING'), step(400, 'done', 'DEPLOYED')], future: [], waitsFor: null }],
  });
  const view = new R.View(made);
  view.switchTo('real');
  const lane = made.lanes[0];
  const places = made.requests.map((r) => view.axis.ofRequest(r));
  same([places[1] - places[0], places[2] - places[1]], [1e6, 1e6], 'requests by real time');
  const at = view.axis.ofStep(lane, lane.steps[1]);
  same(at >= places[1] && at <= places[2], true, 'a step within a jump stands at the jump');
}
