package com.postmagiq.kernel.web;

import java.net.InetAddress;

/**
 * A network in CIDR form, or a single address.
 *
 * @param first an address of it
 * @param bits how many leading bits all its addresses share
 */
record Network(InetAddress first, int bits) {
    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException with a sentence for whoever set it
     */
    static Network parse(String text) {
        var slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            var longest = address.getAddress().length * Byte.SIZE;
            var bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= longest) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "postmagiq.server.trusted-proxies names '%s'; it takes networks, for example 10.0.0.0/8"
                        .formatted(text));
    }

    boolean contains(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> (bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
