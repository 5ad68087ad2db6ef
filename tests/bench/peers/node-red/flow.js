// The work of the flow "panying" as a Node-RED flow: http request nodes with kept connections, sqlite nodes, and
// function nodes between them. Every statement is a commit of its own, as these nodes do it. A page is read when all
// documents of the one before are through.
'use strict';

const Tables = `
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE record(record INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, payload TEXT NOT NULL);
    CREATE TABLE result(record INTEGER PRIMARY KEY, bill TEXT NOT NULL);`;
const AddRecord = 'INSERT OR IGNORE INTO record(id, payload) VALUES($id, $payload) RETURNING record';
const AddResult = 'INSERT INTO result(record, bill) VALUES($record, $bill)';

/* The bodies of the function nodes; msg, node, flow and global are Node-RED's. */
/* global msg, node, flow, global */

const ask = {
    authorise() {
        return global.get('call')(msg, global.get('vendors').authorise());
    },
    token() {
        return global.get('call')(msg, global.get('vendors').askToken(msg.payload));
    },
    materials() {
        const token = global.get('vendors').tokenOf(msg.payload, global.get('options').sandbox);
        flow.set('token', token);
        flow.set('references', global.get('mapping').newReferences());
        msg.page = 1;
        return global.get('call')(msg, global.get('vendors').list('/jdy/v2/bd/material', msg.page, token));
    },
    moreMaterials() {
        global.get('mapping').addMaterials(flow.get('references'), msg.payload.data.rows);
        const more = ++msg.page <= Number(msg.payload.data.total_page);
        msg.page = more ? msg.page : 1;
        const path = more ? '/jdy/v2/bd/material' : '/jdy/v2/bd/store';
        const request = global.get('vendors').list(path, msg.page, flow.get('token'));
        return more ? [global.get('call')(msg, request), null] : [null, global.get('call')(msg, request)];
    },
    moreStores() {
        const { sandbox, from, to } = global.get('options');
        global.get('mapping').addStores(flow.get('references'), msg.payload.data.rows);
        if (++msg.page <= Number(msg.payload.data.total_page)) {
            const request = global.get('vendors').list('/jdy/v2/bd/store', msg.page, flow.get('token'));
            return [global.get('call')(msg, request), null];
        }
        return [null, global.get('call')(msg, global.get('vendors').documents(0, from, to), sandbox)];
    },
};

const work = {
    /* Page 0 for the count, then the last page to the first. */
    begin() {
        const vendors = global.get('vendors');
        flow.set('count', { bills: 0, waiting: 0, error: null });
        flow.set('page', vendors.lastPage(vendors.pageOf(msg.statusCode, msg.payload).total) + 1);
        return msg;
    },
    nextPage() {
        const { from, to } = global.get('options');
        const page = flow.get('page') - 1;
        if (page < 0) {
            global.get('finish')(flow.get('count'));
            return null;
        }
        flow.set('page', page);
        return global.get('call')(msg, global.get('vendors').documents(page, from, to));
    },
    rows() {
        const { rows } = global.get('vendors').pageOf(msg.statusCode, msg.payload);
        const params = (row) => ({ $id: String(row.stockin_id), $payload: JSON.stringify(row) });
        flow.set('open', rows.length);
        return rows.length ? [rows.map((row) => ({ row, params: params(row) })), null] : [null, {}];
    },
    bill() {
        const [added] = msg.payload; // nothing comes back for a document that is there already
        const bill = added ? global.get('mapping').billOf(msg.row, flow.get('references')) : null;
        if (!bill) {
            return [null, {}];
        }
        const request = global.get('vendors').save(bill, flow.get('token'));
        return [global.get('call')({ record: added.record }, request, global.get('options').target), null];
    },
    receipt() {
        const count = flow.get('count');
        try {
            const bill = global.get('vendors').billIdOf(msg.statusCode, msg.payload);
            ++count.bills;
            return [{ params: { $record: msg.record, $bill: bill } }, null];
        } catch (error) {
            ++count.waiting;
            count.error ??= error.message;
            return [null, {}];
        }
    },
    through() {
        const open = flow.get('open') - 1;
        flow.set('open', open);
        return open === 0 ? {} : null;
    },
    failed() {
        // Bills that cannot be sent are counted by the node "receipt".
        if (msg.error.source.id !== 'save') {
            global.get('fail')(msg.error.message);
        }
    },
};

const bodyOf = (f) => f.toString().replace(/^[^{]*\{/, '').replace(/\}\s*$/, '');

module.exports = (options) => {
    const nodes = [{ id: 'tab', type: 'tab', label: 'panying' }];
    const add = (id, type, fields, ...outputs) => {
        const place = { z: 'tab', x: 100, y: 40 * nodes.length }; // a node without a place would be a configuration
        nodes.push({ id, type, name: id, ...place, wires: outputs.map((next) => [next]), ...fields });
    };
    const code = (id, f, ...outputs) => {
        add(id, 'function', { func: bodyOf(f), outputs: outputs.length, timeout: 0, libs: [] }, ...outputs);
    };
    const http = (id, next) => {
        add(id, 'http request', { method: 'use', ret: 'obj', paytoqs: 'ignore', persist: true, senderr: false }, next);
    };
    const sqlite = (id, fields, next) => add(id, 'sqlite', { mydb: 'db', ...fields }, next);

    nodes.push({ id: 'db', type: 'sqlitedb', db: options.store, mode: 'RWC' });
    add('start', 'inject', { props: [], once: true, onceDelay: 0.01, repeat: '' }, 'text');
    add('text', 'change', { rules: [{ t: 'set', p: 'topic', pt: 'msg', to: Tables, tot: 'str' }] }, 'tables');
    sqlite('tables', { sqlquery: 'batch' }, 'authorise');
    code('authorise', ask.authorise, 'grants');
    http('grants', 'ask token');
    code('ask token', ask.token, 'token');
    http('token', 'ask materials');
    code('ask materials', ask.materials, 'materials');
    http('materials', 'more materials');
    code('more materials', ask.moreMaterials, 'materials', 'stores');
    http('stores', 'more stores');
    code('more stores', ask.moreStores, 'stores', 'first page');
    http('first page', 'begin');

    code('begin', work.begin, 'next page');
    code('next page', work.nextPage, 'page');
    http('page', 'rows');
    code('rows', work.rows, 'add record', 'next page');
    sqlite('add record', { sqlquery: 'prepared', sql: AddRecord }, 'bill');
    code('bill', work.bill, 'save', 'through');
    http('save', 'receipt');
    code('receipt', work.receipt, 'add result', 'through');
    sqlite('add result', { sqlquery: 'prepared', sql: AddResult }, 'through');
    code('through', work.through, 'next page');

    add('catch', 'catch', { scope: null, uncaught: false }, 'failed');
    code('failed', work.failed);
    return nodes;
};
