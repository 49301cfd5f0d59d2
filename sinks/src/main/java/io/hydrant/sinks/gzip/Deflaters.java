package io.hydrant.sinks.gzip;

import com.intel.gkl.compression.IntelDeflater;
import java.util.zip.Deflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fastest raw deflater that this machine has for a level: Intel's ISA-L for levels 1 and 2 on x86-64 Linux, about four
 * times as fast as the JDK's; the JDK's for the other levels, where there is no difference, and elsewhere.
 */
final class Deflaters {
    private static final Logger LOGGER = LoggerFactory.getLogger(Deflaters.class);

    /** ISA-L's levels as GKL offers them. */
    private static final int LAST_INTEL_LEVEL = 2;

    private static final boolean INTEL_LOADED = loadIntel();

    private Deflaters() {}

    /** A deflater without zlib header; it takes a whole input at once, see {@link GzipMemberCompressor}. */
    static Deflater create(int level) {
        return INTEL_LOADED && level <= LAST_INTEL_LEVEL ? new IntelDeflater(level, true) : new Deflater(level, true);
    }

    private static boolean loadIntel() {
        if (!"amd64".equals(System.getProperty("os.arch")) || !"Linux".equals(System.getProperty("os.name"))) {
            return false;
        }
        try {
            return new IntelDeflater(1, true).load(null);
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("ISA-L's deflater cannot be loaded, the JDK's takes its place and is slower", e);
            return false;
        }
    }
}
