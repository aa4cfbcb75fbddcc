-- What model names stand for and what models cost: data, so that neither needs a release.

create table core.model_aliases (
    provider text not null,
    alias text not null check (char_length(alias) between 1 and 200),
    -- 'default' names what an agent without a model gets.
    model_id text not null check (char_length(model_id) between 1 and 200),
    retired_at date,
    replacement text,
    primary key (provider, alias),
    check (replacement is null or retired_at is not null)
);

-- A price holds from a moment on, until the next row; calls keep the price they were made at.
create table core.model_prices (
    provider text not null,
    -- '*' stands for every model that is not listed.
    model_id text not null check (char_length(model_id) between 1 and 200),
    valid_from timestamptz not null,
    input_usd_per_1k numeric(14, 8) not null check (input_usd_per_1k >= 0),
    output_usd_per_1k numeric(14, 8) not null check (output_usd_per_1k >= 0),
    context_window int not null check (context_window > 0),
    reasoning boolean not null default false,
    primary key (provider, model_id, valid_from)
);
grant select, insert on core.model_aliases, core.model_prices to postmagiq_app;
grant select, insert, update, delete on core.model_aliases, core.model_prices to postmagiq_maintenance;

-- How much of a provider's allowance is left, one row for all nodes. Below zero it is promised already.
create table core.provider_buckets (
    provider text not null,
    -- A hash of the key: two keys have two allowances.
    credential text not null,
    requests double precision not null,
    tokens double precision not null,
    filled_at timestamptz not null,
    primary key (provider, credential)
);

-- Turns that come too late to wait for in place; whoever comes back under its name finds it.
create table core.provider_turns (
    provider text not null,
    credential text not null,
    waiting text not null,
    due_at timestamptz not null,
    primary key (provider, credential, waiting)
);
-- Old turns are swept by age.
create index on core.provider_turns (due_at);
grant select, insert, update, delete on core.provider_buckets, core.provider_turns to postmagiq_app;
