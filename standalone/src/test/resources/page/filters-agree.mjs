// The page and the control API choose the same requests by the same filter: node filters-agree.mjs BASE FOLDER-OF-THE-PAGE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const [base, folder] = process.argv.slice(2);
const context = vm.createContext({ performance, console });
for (const name of ['model.js', 'filter.js']) vm.runInContext(readFileSync(join(folder, name), 'utf8'), context, name);
const R = vm.runInContext('RackConnect', context);
const requests = async (q) => (await (await fetch(base + '/__admin/rackconnect/requests?q=' + encodeURIComponent(q))).json()).requests;

for (const path of ['/as/web1/v1/automation_status', '/as/web1/v1/gateway_ip', '/as/web2/v1/automation_status?format=JSON', '/as/web2/nowhere?a:b', '/as/nobody/v1/gateway_ip', '/"x"']) {
  await (await fetch(base + path)).text();
}
const all = await requests('');
const { cases } = JSON.parse(readFileSync(new URL('filter-cases.json', import.meta.url), 'utf8'));
const words = ['server:web1', 'server:web*', '-server:web2', 'status:404', 'status:4*', '-status:200', 'op:gateway_ip', 'operation:*status*', 'reason:unknown*', 'reason:"unknown-source"',
  'format:json', 'web', '"v1/g"', 'foo:bar', '-', '--', '"', '""', 'SERVER:WEB1', 'text', 'state:deploying', 'number:3', '*', 'a:b', '-"nowhere"', 'server:', '-server:', ':', 'step:start'];
const filters = cases.map((each) => each.q).concat(words);
for (const one of words) for (const other of words) filters.push(one + ' ' + other);
const wrong = [];
for (const q of filters) {
  const parsed = R.parseFilter(q);
  const page = all.filter((request) => parsed.matches(request)).map((request) => request.number).join();
  const api = (await requests(q)).map((request) => request.number).join();
  if (page !== api) wrong.push(JSON.stringify(q) + ': the page chooses ' + page + ', the API ' + api);
}
if (wrong.length) {
  console.error('failed: ' + wrong.length + ' of ' + filters.length + ', such as ' + wrong.slice(0, 20).join('\n'));
  process.exitCode = 1;
} else {
  console.log('passed');
}
