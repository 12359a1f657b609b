import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/** What a client of any server waits for: an answer of nothing, and the disk. */
record Limits(Path folder) {
    private static final int ROUNDS = 5_000;
    private static final int REQUEST_BYTES = 200;

    /** What SQLite writes for a point of a metric, each page after its header, in two writes. */
    private static final int PAGES = 5;

    private static final int HEADER_BYTES = 24;
    private static final int PAGE_BYTES = 4096;

    /** The other end: sends back what comes. */
    public static void main(String[] arguments) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
            socket.setTcpNoDelay(true);
            byte[] bytes = new byte[1 << 16];
            for (int read = socket.getInputStream().read(bytes); read > 0; read = socket.getInputStream().read(bytes)) {
                socket.getOutputStream().write(bytes, 0, read);
            }
        }
    }

    void print() throws Exception {
        double answer = answer();
        double disk = disk();
        System.out.printf("an answer of nothing over a socket: %.0f us; %d pages written over and on the disk: %.0f us;"
                + " so one client cannot do more than %.0f durable writes a second%n", answer, PAGES, disk, 1e6 / (answer + disk));
    }

    private static double answer() throws Exception {
        try (ServerSocket listening = new ServerSocket(0)) {
            Process other = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                    "-cp", System.getProperty("java.class.path"), "Limits", String.valueOf(listening.getLocalPort())).start();
            try (Socket socket = listening.accept()) {
                socket.setTcpNoDelay(true);
                byte[] request = new byte[REQUEST_BYTES];
                return micros(() -> {
                    socket.getOutputStream().write(request);
                    return socket.getInputStream().readNBytes(request.length);
                });
            } finally {
                Server.end(other);
            }
        }
    }

    private double disk() throws Exception {
        try (FileChannel file = FileChannel.open(folder.resolve("disk"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES);
            ByteBuffer page = ByteBuffer.allocateDirect(PAGE_BYTES);
            return micros(() -> {
                for (long at = 0; at < PAGES * (HEADER_BYTES + PAGE_BYTES); at += HEADER_BYTES + PAGE_BYTES) {
                    file.write(header.rewind(), at);
                    file.write(page.rewind(), at + HEADER_BYTES);
                }
                file.force(false);
                return null;
            });
        }
    }

    /** The median. */
    private static double micros(Callable<?> action) throws Exception {
        return Server.times(ROUNDS, action)[ROUNDS / 2] * 1_000;
    }
}
