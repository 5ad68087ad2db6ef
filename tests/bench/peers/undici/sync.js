// The work of the flow "panying" as a Node script: undici with a pool of connections, better-sqlite3 with one commit
// a page. The commit that stores a page's raw records also stores the results of the page before.
'use strict';
const { Pool } = require('undici');
const Database = require('better-sqlite3');
const options = require('../options');
const vendors = require('../vendors');
const { addMaterials, addStores, billOf, newReferences } = require('../mapping');

const source = new Pool(options.sandbox, { connections: 1 });
const reads = new Pool(options.sandbox, { connections: 1 });
const target = new Pool(options.target, { connections: options.connections });

async function call(pool, request) {
    const answer = await pool.request(request);
    return { status: answer.statusCode, body: await answer.body.json() };
}

async function logIn() {
    const grants = await call(reads, vendors.authorise());
    const answer = await call(reads, vendors.askToken(grants.body));
    return vendors.tokenOf(answer.body, options.sandbox);
}

async function readList(path, token, add) {
    for (let page = 1, pages = 1; page <= pages; ++page) {
        const { body } = await call(reads, vendors.list(path, page, token));
        pages = Number(body.data.total_page);
        add(body.data.rows);
    }
}

function openStore() {
    const db = new Database(options.store);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(`CREATE TABLE raw(record INTEGER PRIMARY KEY, payload TEXT NOT NULL);
             CREATE TABLE record(record INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bill TEXT)`);
    const addRecord = db.prepare('INSERT OR IGNORE INTO record(id) VALUES(?)');
    const addRaw = db.prepare('INSERT INTO raw(record, payload) VALUES(?, ?)');
    const setBill = db.prepare('UPDATE record SET bill = ? WHERE record = ?');
    /** Stores what was sent and what was read, and gives the rows that are new. */
    return db.transaction((results, rows) => {
        for (const { record, bill } of results) {
            setBill.run(bill, record);
        }
        const fresh = [];
        for (const row of rows) {
            const added = addRecord.run(String(row.stockin_id));
            if (added.changes > 0) {
                addRaw.run(added.lastInsertRowid, JSON.stringify(row));
                fresh.push({ record: added.lastInsertRowid, row });
            }
        }
        return fresh;
    });
}

async function readPage(number) {
    const { status, body } = await call(source, vendors.documents(number, options.from, options.to));
    return vendors.pageOf(status, body);
}

async function send({ record, bill }, token) {
    try {
        const { status, body } = await call(target, vendors.save(bill, token));
        return { record, bill: vendors.billIdOf(status, body) };
    } catch (error) {
        return { record, error };
    }
}

async function main() {
    const commit = openStore();
    const token = await logIn();
    const references = newReferences();
    await readList('/jdy/v2/bd/material', token, (rows) => addMaterials(references, rows));
    await readList('/jdy/v2/bd/store', token, (rows) => addStores(references, rows));

    const { total } = await readPage(0);
    let written = [];
    let bills = 0;
    const failed = { count: 0, first: null };
    let coming = readPage(Math.max(0, vendors.lastPage(total)));
    for (let page = vendors.lastPage(total); page >= 0; --page) {
        const { rows } = await coming;
        coming = page > 0 ? readPage(page - 1) : null; // read while this page's bills are sent
        const fresh = commit(written, rows);
        const wanted = fresh.map(({ record, row }) => ({ record, bill: billOf(row, references) }))
            .filter(({ bill }) => bill);
        const results = await Promise.all(wanted.map((one) => send(one, token)));
        written = results.filter(({ error }) => !error);
        bills += written.length;
        failed.count += results.length - written.length;
        failed.first ??= results.find(({ error }) => error)?.error.message;
    }
    commit(written, []);
    console.log(JSON.stringify({ bills, waiting: failed.count, error: failed.first }));
    process.exit(failed.count > 0 ? 1 : 0);
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
