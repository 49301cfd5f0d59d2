package io.hydrant.operators.lambda.plugin;

import io.hydrant.core.transform.RecordTransformer;

/** All that plug-ins see of Hydrant's classes: the JDK's and the plug-in API. Their own may be of any version. */
final class ApiClassLoader extends ClassLoader {
    private static final String API = RecordTransformer.class.getPackageName() + ".";

    static {
        registerAsParallelCapable();
    }

    ApiClassLoader() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(API)) {
            throw new ClassNotFoundException(name);
        }
        return Class.forName(name, false, RecordTransformer.class.getClassLoader());
    }
}
