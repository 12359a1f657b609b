package org.provenote.tracking.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final List<PreparedStatement> prepared = new ArrayList<>();

    @Test
    void aStatementIsKeptUnlessItIsLong() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Session session = new Session(noting(connection));
            String shortOne = "SELECT 1 + ?";
            String longOne = "SELECT 1 -- " + "long ".repeat(5_000);
            for (int i = 0; i < 3; i++) {
                session.query(shortOne, row -> row.getInt(1), 1);
                session.query(longOne, row -> row.getInt(1));
            }
            assertThat(prepared).hasSize(4);
            assertThat(prepared.get(0).isClosed()).isFalse();
            for (PreparedStatement once : prepared.subList(1, 4)) {
                assertThat(once.isClosed()).isTrue();
            }
        }
    }

    private Connection noting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(connection, arguments);
                    if (result instanceof PreparedStatement statement) {
                        prepared.add(statement);
                    }
                    return result;
                });
    }
}
