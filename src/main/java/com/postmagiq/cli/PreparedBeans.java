package com.postmagiq.cli;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Beans whose classes are written down. Each type that is asked for is compared with all beans, and
 * nearly all of nearly a thousand are not of it: that is seen here from the class alone, where it
 * is certain, instead of from everything a bean could still become.
 */
final class PreparedBeans extends DefaultListableBeanFactory {
    /** The beans that are made by a constructor, and so are of exactly this class. */
    private final Map<String, Class<?>> constructed = new HashMap<>();

    @Override
    public void registerBeanDefinition(String beanName, BeanDefinition definition) {
        super.registerBeanDefinition(beanName, definition);
        constructed.remove(beanName);
        if (definition instanceof RootBeanDefinition root
                && root.hasBeanClass()
                && root.getFactoryBeanName() == null
                && root.getFactoryMethodName() == null
                && root.getResolvedFactoryMethod() == null
                && !FactoryBean.class.isAssignableFrom(root.getBeanClass())) {
            constructed.put(beanName, root.getBeanClass());
        }
    }

    @Override
    public void removeBeanDefinition(String beanName) {
        super.removeBeanDefinition(beanName);
        constructed.remove(beanName);
    }

    @Override
    protected boolean isTypeMatch(
            String name, ResolvableType typeToMatch, boolean allowFactoryBeanInit) {
        var known = constructed.get(name);
        var asked = typeToMatch.resolve();
        if (known != null && asked != null && !asked.isAssignableFrom(known)) {
            return false;
        }
        return super.isTypeMatch(name, typeToMatch, allowFactoryBeanInit);
    }
}
