// Node-RED without editor: one flow, started with the process, which ends when the work is done.
'use strict';
const fs = require('fs');
const path = require('path');
const options = require('../options');

const flowFile = path.join(path.dirname(options.store), 'flow.json');
fs.writeFileSync(flowFile, JSON.stringify(require('./flow')(options)));

module.exports = {
    flowFile,
    userDir: __dirname,
    httpAdminRoot: false,
    httpNodeRoot: false,
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
    logging: { console: { level: 'error', metrics: false, audit: false } },
    functionGlobalContext: {
        options,
        vendors: require('../vendors'),
        mapping: require('../mapping'),
        /** Lays a request into a message, for an http request node. */
        call(msg, request, address = options.sandbox) {
            const { method, path: target, headers, body } = request;
            return Object.assign(msg, { method, url: address + target, headers, payload: body });
        },
        finish(summary) {
            process.stdout.write(`${JSON.stringify(summary)}\n`, () => process.exit(summary.waiting > 0 ? 1 : 0));
        },
        fail(error) {
            process.stderr.write(`${error && error.message ? error.message : error}\n`, () => process.exit(1));
        },
    },
};
