// The signed calls of both vendors, as the sandbox demands them. Both peers use this module, so that they differ
// in their tools only.
'use strict';
const crypto = require('crypto');

// The sandbox's own credentials: they open nothing else.
const Wdt = { key: 'sandbox-wdt-key', secret: 'sandbox-wdt-secret', target: 'sandbox-wdt-target', sid: 'sandbox-sid' };
const Jdy = { client: 'sandbox-client', secret: 'sandbox-client-secret', instance: 'sandbox-instance' };

const PageSize = 50; // as the flow's own document asks
const ListSize = 100;
const SavePath = '/jdy/v2/scm/inv_check_gail_bill';

const chinaTime = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 19).replace('T', ' ');

const hmac = (secret, text) => crypto.createHmac('sha256', secret).update(text).digest('hex');

/** base64 of the lower-case hex of HMAC-SHA256, Kingdee's way. */
const jdySignature = (secret, text) => Buffer.from(hmac(secret, text)).toString('base64');

let nonce = Date.now() * 1000;

/** One request: {method, path, headers, body}. `query` is an object; its names are sent and signed in order. */
function jdyRequest(method, path, query, token, body) {
    const pairs = Object.keys(query).sort().map((name) => [name, encodeURIComponent(query[name])]);
    const sent = pairs.map(([name, value]) => `${name}=${value}`).join('&');
    const signed = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const stamp = String(Date.now());
    const once = String(++nonce);
    const text = `${method}\n${encodeURIComponent(path)}\n${signed}\nx-api-nonce:${once}\nx-api-timestamp:${stamp}\n`;
    const headers = {
        'Content-Type': 'application/json',
        'X-Api-ClientID': Jdy.client,
        'X-Api-Auth-Version': '2.0',
        'X-Api-SignHeaders': 'X-Api-TimeStamp,X-Api-Nonce',
        'X-Api-TimeStamp': stamp,
        'X-Api-Nonce': once,
        'X-Api-Signature': jdySignature(Jdy.secret, text),
    };
    if (token) {
        headers['app-token'] = token.value;
        headers['X-GW-Router-Addr'] = token.domain;
    }
    return { method, path: sent ? `${path}?${sent}` : path, headers, body };
}

exports.authorise = () =>
    jdyRequest('POST', '/jdyconnector/app_management/push_app_authorize', { outerInstanceId: Jdy.instance }, null, '{}');

/** Asks for a token with what `authorise` was answered. */
exports.askToken = (grants) => {
    const grant = grants.data.find((row) => String(row.status) === '1');
    const query = { app_key: grant.appKey, app_signature: jdySignature(grant.appSecret, grant.appKey) };
    return jdyRequest('GET', '/jdyconnector/app_management/kingdee_auth_token', query, null);
};

/** The token for all later calls. `domain` is the router's address the sandbox expects. */
exports.tokenOf = (answer, domain) => ({ value: answer.data['app-token'], domain });

/** One page of `/jdy/v2/bd/material` or `/jdy/v2/bd/store`, counted from 1. */
exports.list = (path, page, token) => jdyRequest('GET', path, { page, page_size: ListSize }, token);

exports.save = (bill, token) => jdyRequest('POST', SavePath, {}, token, JSON.stringify(bill));

/** The id of the saved bill; throws when it was refused. */
exports.billIdOf = (status, answer) => {
    if (status !== 200 || Number(answer.errcode) !== 0 || !answer.data.ids.length) {
        throw new Error(`a bill was refused: ${JSON.stringify(answer).slice(0, 300)}`);
    }
    return answer.data.ids[0];
};

/** One page of stock-in documents, counted from 0. */
exports.documents = (page, from, to) => {
    const fields = {
        method: 'wdt.stockin.order.query', app_key: Wdt.key, target_app_key: Wdt.target, sid: Wdt.sid, format: 'json',
        v: '2.0', sign_method: 'hmac-sha256', timestamp: chinaTime(), start_time: from, end_time: to, order_type: '4',
        status: '80', page_no: String(page), page_size: String(PageSize),
    };
    const text = Object.keys(fields).sort().map((name) => name + fields[name]).join('');
    fields.sign = hmac(Wdt.secret, text).toUpperCase();
    return {
        method: 'POST',
        path: '/router/qm',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
    };
};

/** {rows, total} of a page; total only with page 0. Throws when the page was refused. */
exports.pageOf = (status, answer) => {
    const response = answer.response;
    if (status !== 200 || !response || Number(response.errorcode) !== 0) {
        throw new Error(`a page was refused: ${JSON.stringify(answer).slice(0, 300)}`);
    }
    return { rows: response.stockin_list || [], total: response.total_count };
};

/** Number of the last page of `total` documents; -1: there is none. */
exports.lastPage = (total) => Math.ceil(total / PageSize) - 1;
