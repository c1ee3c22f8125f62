package io.github.segments4j;

import feign.*;

/** What stands before every path. Feign's own writes the whole address once more, to see whether it is there. */
final class BaseUrl<T> extends Target.HardCodedTarget<T> {
    BaseUrl(Class<T> api, String url) {
        super(api, url);
    }

    @Override
    public Request apply(RequestTemplate template) {
        return template.target(url()).request();
    }
}
