package dev.concertina.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between a program and a server: it can be cut after so many messages, mended, and can
 * claim to be a pooler. Safe for any number of threads.
 */
public final class Cable implements AutoCloseable {

  private static final int CHUNK = 64 * 1024;
  private static final int HEADER = 5;

  private final TestDatabase database;
  private final ServerSocket entrance;
  private final boolean disguised;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private long messages;
  private long cutAt = Long.MAX_VALUE;
  private boolean delivered;
  private boolean cut;

  private Cable(TestDatabase database, boolean disguised) {
    this.database = database;
    this.disguised = disguised;
    try {
      this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("no port for a cable", e);
    }
    start(this::accept);
  }

  public static Cable to(TestDatabase database) {
    return new Cable(database, false);
  }

  /** A cable whose handshake names a backend that does not run the statements, as a pooler's. */
  public static Cable likeAPooler(TestDatabase database) {
    return new Cable(database, true);
  }

  /** The database through this cable. */
  public String url() {
    return database
        .url()
        .replace(":" + database.server().port() + "/", ":" + entrance.getLocalPort() + "/");
  }

  /** How many messages clients have sent. */
  public synchronized long messages() {
    return messages;
  }

  /**
   * Cuts all connections at a message from now on.
   *
   * @param count 1 for the next one
   * @param arrives whether the server still gets that message
   */
  public synchronized void cutAtMessage(long count, boolean arrives) {
    cutAt = messages + count;
    delivered = arrives;
  }

  public synchronized boolean isCut() {
    return cut;
  }

  /** New connections come through again; those that were cut are gone. */
  public synchronized void mend() {
    cut = false;
    cutAt = Long.MAX_VALUE;
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ends.forEach(Cable::closeQuietly);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (isCut()) {
          closeQuietly(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (!entrance.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), database.server().port());
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    ends.add(client);
    ends.add(server);
    start(() -> pump(client, server, true));
    start(() -> pump(server, client, false));
  }

  private void pump(Socket from, Socket to, boolean fromClient) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      if (!fromClient && disguised) {
        disguise(in, out);
      }
      byte[] bytes = new byte[CHUNK];
      int read;
      while ((read = in.read(bytes)) >= 0) {
        // The answer to a message that was the last to arrive comes when the cable is cut already.
        if (fromClient ? !passes(out, bytes, read) : isCut()) {
          return;
        }
        if (!fromClient) {
          out.write(bytes, 0, read);
        }
      }
    } catch (SocketException e) {
      // one of the ends is gone: so is the other
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  /** Whether the connection goes on. */
  private synchronized boolean passes(OutputStream out, byte[] bytes, int read) throws IOException {
    messages++;
    boolean last = messages >= cutAt;
    if (cut) {
      return false;
    }
    if (!last || delivered) {
      out.write(bytes, 0, read);
      out.flush();
    }
    if (last) {
      cut = true;
      ends.forEach(Cable::closeQuietly);
      ends.clear();
    }
    return !last;
  }

  /** Changes the process id in BackendKeyData ("Message Formats" in the documentation). */
  private static void disguise(InputStream in, OutputStream out) throws IOException {
    while (true) {
      int type = in.read();
      if (type < 0) {
        return;
      }
      out.write(type);
      if (type == 'N') { // the answer to an SSLRequest, a single byte
        out.flush();
        continue;
      }
      byte[] length = in.readNBytes(HEADER - 1);
      int size =
          ((length[0] & 255) << 24)
              | ((length[1] & 255) << 16)
              | ((length[2] & 255) << 8)
              | (length[3] & 255);
      byte[] body = in.readNBytes(size - length.length);
      if (type == 'K') {
        body[3] ^= 1;
      }
      out.write(length);
      out.write(body);
      out.flush();
      if (type == 'Z') {
        return;
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cable");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
