package com.postmagiq.identity;

/** Somebody new is there; told inside the transaction that made them. */
record Registered(User user) {}
