// The scenarios of the browser tests: node scenarios.mjs NAME prints one.
const markup = '<script>window.pwned=1</script><img src=x onerror=window.pwned=1>';

const person = {
  description: 'web1 deploys in four minutes; web2 can be rebuilt; db1 is unknown at first, and fails',
  rateLimit: { requests: 30, window: '1m' },
  servers: [
    {
      name: 'web1', sourceIp: '10.181.1.11', region: 'DFW', status: 'DEPLOYING', gatewayIp: null, tasks: { ConfigureNetworkStack: 'PENDING' },
      lifecycle: [
        { after: '1m', name: 'network', tasks: { ConfigureNetworkStack: 'IN_PROGRESS' } },
        { after: '2m', name: 'gateway-ready', gatewayIp: '10.181.0.1', tasks: { ConfigureNetworkStack: 'COMPLETE' } },
        { after: '1m', name: 'done', status: 'DEPLOYED' },
      ],
    },
    {
      name: 'web2', sourceIp: '10.181.1.12', region: 'DFW',
      lifecycle: [{ on: 'rebuild', name: 'rebuilding', status: 'DEPLOYING' }, { after: '1m', name: 'rebuilt', status: 'DEPLOYED' }],
    },
    {
      name: 'db1', sourceIp: '10.181.1.13', known: false, status: 'DEPLOYING', gatewayIp: null,
      lifecycle: [{ after: '45s', name: 'registered', known: true }, { after: '75s', name: 'broken', status: 'FAILED' }],
    },
  ],
};

const axe = {
  ...person,
  incidents: [{ name: 'maintenance', after: '150s', lasts: '1m', every: '5m', fault: { kind: 'answer', status: 503 } }],
};

const load = {
  description: '10,000 servers deploy',
  rateLimit: 'none',
  servers: [{
    name: 'web-{n}', sourceIp: '10.0.0.1', count: 10000, stagger: '20ms', status: 'DEPLOYING', gatewayIp: null,
    lifecycle: [
      { after: { from: '20s', to: '2m' }, name: 'gateway-ready', gatewayIp: '10.255.0.1' },
      { after: { from: '20s', to: '2m' }, name: 'done', status: 'DEPLOYED' },
    ],
  }],
};

const hostile = {
  description: markup + ' ' + 'a long description '.repeat(100),
  servers: [
    {
      name: 'n'.repeat(100), sourceIp: '10.0.0.1', status: 'DEPLOYING', gatewayIp: null,
      tasks: { [markup]: markup, ['t'.repeat(200)]: 's'.repeat(200) },
      lifecycle: [{ after: '87600h', name: 'years', status: 'DEPLOYED' }, { after: '87600h', name: 'more-years', status: 'FAILED' }],
    },
    {
      name: 'constructor', sourceIp: '10.0.0.2', status: 'SOMETHING_ELSE', endless: true,
      lifecycle: [{ on: 'constructor', name: 'toString', status: 'DEPLOYED' }],
    },
    {
      name: 'six-thousand', sourceIp: '10.0.0.3', status: 'DEPLOYING',
      lifecycle: Array.from({ length: 6000 }, (_, i) => ({ after: '2s', status: ['DEPLOYING', 'DEPLOYED', 'FAILED', 'SOMETHING_ELSE'][i % 4], gatewayIp: i % 2 ? '10.0.0.1' : null })),
    },
  ],
  incidents: [{ name: 'incident-' + 'i'.repeat(90), after: '10m', lasts: '10m', every: '1h', fault: { kind: 'answer', status: 503, headers: { 'X-Hostile': markup }, body: markup } }],
};

export const scenarios = { person, axe, load, hostile };

if (process.argv[1] && process.argv[1].endsWith('scenarios.mjs')) console.log(JSON.stringify(scenarios[process.argv[2]], null, 2));
