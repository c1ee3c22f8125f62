package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Puts TLS before a server of this machine, with a certificate made on the spot. */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Relay relay;
    private final Path certificate;
    private final Path trustStore;

    TlsFront(int to, Path folder) throws Exception {
        Path keyStore = folder.resolve("key.p12");
        certificate = folder.resolve("certificate.pem");
        trustStore = folder.resolve("trust.p12");
        keytool("-genkeypair -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2 -alias here -keystore "
                + keyStore);
        keytool("-exportcert -rfc -alias here -keystore " + keyStore + " -file " + certificate);
        keytool("-importcert -noprompt -alias here -keystore " + trustStore + " -file " + certificate);
        relay = new Relay(listening(keyStore), to);
    }

    int port() {
        return relay.port();
    }

    Path certificate() {
        return certificate;
    }

    /** What a JVM needs in order to trust it. */
    List<String> trust() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private static void keytool(String words) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String all = keytool + " " + words + " -storetype PKCS12 -storepass " + PASSWORD;
        Process process = new ProcessBuilder(all.split(" ", -1))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue());
        }
    }

    private static ServerSocket listening(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }
}
