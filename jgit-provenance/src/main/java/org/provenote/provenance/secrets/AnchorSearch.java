package org.provenote.provenance.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which shapes can be in some bytes at all: one pass that looks at each pair of bytes. */
final class AnchorSearch {
    private static final int PAIRS = 1 << 16;

    private record Anchor(byte[] text, int shape) {}

    private final BitSet starts = new BitSet(PAIRS);
    private final Map<Integer, List<Anchor>> byStart = new HashMap<>();
    private final List<TokenShape> shapes;

    AnchorSearch(List<TokenShape> shapes) {
        this.shapes = shapes;
        for (int i = 0; i < shapes.size(); i++) {
            for (String anchor : shapes.get(i).anchors()) {
                add(new Anchor(anchor.getBytes(US_ASCII), i));
            }
        }
    }

    private void add(Anchor anchor) {
        int start = pair(anchor.text[0], anchor.text[1]);
        starts.set(start);
        byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(anchor);
    }

    /** The shapes that an anchor of stands in {@code content}, in their order. */
    List<TokenShape> in(byte[] content) {
        BitSet found = new BitSet(shapes.size());
        for (int i = 0; i + 1 < content.length; i++) {
            int pair = pair(content[i], content[i + 1]);
            if (starts.get(pair)) {
                compare(content, i, byStart.get(pair), found);
            }
        }
        return found.stream().mapToObj(shapes::get).toList();
    }

    private static void compare(byte[] content, int at, List<Anchor> anchors, BitSet found) {
        for (Anchor anchor : anchors) {
            if (startsWith(content, at, anchor.text)) {
                found.set(anchor.shape);
            }
        }
    }

    private static boolean startsWith(byte[] content, int at, byte[] text) {
        if (at + text.length > content.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (content[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int pair(byte first, byte second) {
        return (first & 0xff) << 8 | (second & 0xff);
    }
}
