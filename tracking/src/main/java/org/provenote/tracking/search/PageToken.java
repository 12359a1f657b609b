package org.provenote.tracking.search;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.provenote.tracking.MlflowException;
import org.provenote.tracking.entities.Page;
import org.provenote.tracking.validation.Lengths;
import org.provenote.tracking.wire.Json;
import org.provenote.tracking.wire.PythonNumbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** MLflow's page tokens: Base64 of {@code {"offset": n}}. What else is in one does not matter. */
public final class PageToken {
    private static final Pattern NOT_BASE64 = Pattern.compile("[^A-Za-z0-9+/=]");

    private PageToken() {}

    /** How many results the pages before this one had; 0 without a token. */
    public static long offset(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        return number(parsed(token).path("offset"))
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(number -> number.max(BigInteger.ZERO).longValue())
                .orElseThrow(() -> invalid(token));
    }

    /** As Python's {@code int} takes it. The number 0 is no offset to MLflow; the text is one. */
    private static Optional<BigInteger> number(JsonNode offset) {
        if (offset.isString()) {
            return PythonNumbers.integer(offset.stringValue());
        }
        if (offset.isBoolean()) {
            return offset.booleanValue() ? Optional.of(BigInteger.ONE) : Optional.empty();
        }
        if (offset.isIntegralNumber()) {
            return Optional.of(offset.bigIntegerValue()).filter(number -> number.signum() != 0);
        }
        return offset.isNumber() && offset.doubleValue() != 0 && Double.isFinite(offset.doubleValue())
                ? Optional.of(offset.decimalValue().toBigInteger())
                : Optional.empty();
    }

    /** A page of at most {@code size} from a listing that was asked for one more than that. */
    public static <T> Page<T> page(List<T> found, int size, long offset) {
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        String next = "{\"offset\": " + (offset + size) + "}";
        return new Page<>(
                found.subList(0, size), Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode parsed(String token) {
        String base64 = asPythonReads(token);
        if (base64.length() % 4 != 0) {
            // Java reads Base64 without its padding, Python does not: the end of the token is missing.
            throw invalid(token);
        }
        try {
            String json = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return json.isBlank() ? MissingNode.getInstance() : Json.parse(json);
        } catch (IllegalArgumentException | MlflowException e) {
            throw invalid(token);
        }
    }

    /** Without other characters, without padding that ends no group of four, and up to that which does. */
    private static String asPythonReads(String token) {
        StringBuilder read = new StringBuilder();
        int padding = 0;
        for (char c : NOT_BASE64.matcher(token).replaceAll("").toCharArray()) {
            int inGroup = read.length() % 4;
            if (c != '=') {
                read.append(c);
                padding = 0;
            } else if (inGroup >= 2 && inGroup + ++padding >= 4) {
                return read + "=".repeat(4 - inGroup);
            }
        }
        return read.toString();
    }

    private static MlflowException invalid(String token) {
        return MlflowException.invalid("Invalid page token '" + Lengths.shown(token)
                + "': expected the next_page_token of the page before, unchanged");
    }
}
