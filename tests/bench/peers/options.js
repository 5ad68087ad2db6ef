// What the bench tells a peer, through the environment.
'use strict';
const env = process.env;

const address = (port) => `http://127.0.0.1:${port}`;

module.exports = {
    sandbox: address(env.PEER_PORT),
    target: address(env.PEER_TARGET_PORT), // where bills are sent; another one when the target is to be out of reach
    store: env.PEER_STORE,
    from: env.PEER_FROM,
    to: env.PEER_TO,
    connections: Number(env.PEER_CONNECTIONS),
};
