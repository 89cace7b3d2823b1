module pf4j {
    requires transitive com.github.zafarkhaja.semver;
    requires transitive org.slf4j;
    requires static java.compiler;

    exports org.pf4j;
    exports org.pf4j.util;
}
