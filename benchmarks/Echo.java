import java.net.Socket;

/** Sends back what comes over a socket: what a server's answer takes that does nothing. */
public final class Echo {
    public static void main(String[] arguments) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            byte[] bytes = new byte[1 << 16];
            for (int read = socket.getInputStream().read(bytes); read > 0; read = socket.getInputStream().read(bytes)) {
                socket.getOutputStream().write(bytes, 0, read);
            }
        }
    }
}
