-- Who talks to a server that works on few calls at a time, and who waits for it: one queue for all nodes.
create table core.shared_server_calls (
    provider text not null,
    -- A hash of where the server is.
    address text not null,
    -- The place of a run that asks; whoever comes back under its name keeps its turn.
    who text not null,
    ticket bigint generated always as identity,
    -- Renewed while somebody stands behind it; a node that died loses its turns.
    valid_until timestamptz not null,
    primary key (provider, address, who)
);
-- The turns of a server in their order.
create index on core.shared_server_calls (provider, address, ticket);
grant select, insert, update, delete on core.shared_server_calls to postmagiq_app;

-- Nodes that run the model of a file of theirs; runs that need it go there.
create table core.local_model_offers (
    node text primary key,
    -- Renewed while the node lives and its file can be read.
    valid_until timestamptz not null
);
grant select, insert, update, delete on core.local_model_offers to postmagiq_app;
