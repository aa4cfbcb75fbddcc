package com.postmagiq.cli;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;

/**
 * Beans whose classes are written down. Which of them are of a type, Spring finds by comparing each
 * of nearly a thousand with it, once for each type that is asked for: nearly a million comparisons.
 * Most beans are made by a constructor and so are exactly of their class; they are found here by an
 * index of all that their classes extend. Only the others are compared.
 */
final class PreparedBeans extends DefaultListableBeanFactory {
    /** The beans that are made by a constructor, and so are of exactly this class. */
    private final Map<String, Class<?>> constructed = new HashMap<>();

    /** What the methods that make the other beans say they make; a bean may be more than that. */
    private final Map<String, Class<?>> declared = new HashMap<>();

    /** For each type the places of the beans of it, among all that are made by a constructor. */
    private final Map<Class<?>, List<Integer>> placesByType = new HashMap<>();

    /** The places of beans of which only Spring can tell what they are or will be. */
    private final List<Integer> others = new ArrayList<>();

    /** Beans that were handed in ready. */
    private final CopyOnWriteArrayList<String> registered = new CopyOnWriteArrayList<>();

    private final Map<Class<?>, String[]> answers = new ConcurrentHashMap<>();
    private final Map<Class<?>, Set<Class<?>>> annotations = new ConcurrentHashMap<>();
    private String[] names = new String[0];
    private boolean indexed;

    @Override
    public void registerBeanDefinition(String beanName, BeanDefinition definition) {
        super.registerBeanDefinition(beanName, definition);
        constructed.remove(beanName);
        declared.remove(beanName);
        if (definition instanceof RootBeanDefinition root
                && root.hasBeanClass()
                && !root.isAbstract()
                // With a method's name its class is where the method is.
                && root.getFactoryMethodName() == null
                && !FactoryBean.class.isAssignableFrom(root.getBeanClass())) {
            if (root.getFactoryBeanName() == null && root.getResolvedFactoryMethod() == null) {
                constructed.put(beanName, root.getBeanClass());
            } else {
                declare(beanName, root);
            }
        }
        indexAgain();
    }

    private void declare(String beanName, RootBeanDefinition made) {
        // Of a static method the class is again where the method is.
        var type =
                made.getTargetType() == null && made.getFactoryBeanName() != null
                        ? made.getBeanClass()
                        : made.getTargetType();
        if (type != null && !FactoryBean.class.isAssignableFrom(type)) {
            declared.put(beanName, type);
        }
    }

    @Override
    public void freezeConfiguration() {
        super.freezeConfiguration();
        index();
    }

    /** While beans are still being written down, whoever asks next has the index made. */
    private void indexAgain() {
        indexed = false;
        if (isConfigurationFrozen()) {
            index();
        }
    }

    private void index() {
        names = getBeanDefinitionNames();
        placesByType.clear();
        others.clear();
        for (var place = 0; place < names.length; place++) {
            var known = constructed.get(names[place]);
            if (known != null) {
                for (var type : typesOf(known)) {
                    placesByType.computeIfAbsent(type, absent -> new ArrayList<>()).add(place);
                }
            } else if (!getBeanDefinition(names[place]).isAbstract()) {
                others.add(place);
            }
        }
        answers.clear();
        indexed = true;
    }

    @Override
    public String[] getBeanNamesForType(
            @Nullable Class<?> type, boolean includeNonSingletons, boolean allowEagerInit) {
        if (type == null || !includeNonSingletons) {
            return super.getBeanNamesForType(type, includeNonSingletons, allowEagerInit);
        }
        if (!allowEagerInit || !isConfigurationFrozen()) {
            return namesOf(type, allowEagerInit);
        }
        var known = answers.get(type);
        if (known == null) {
            known = namesOf(type, true);
            answers.put(type, known);
        }
        return known.clone();
    }

    /** Only what is of a type at all can be of it with its arguments. */
    @Override
    public String[] getBeanNamesForType(
            ResolvableType type, boolean includeNonSingletons, boolean allowEagerInit) {
        var raw = type.resolve();
        if (raw == null || !type.hasGenerics() || !includeNonSingletons || !allowEagerInit) {
            return super.getBeanNamesForType(type, includeNonSingletons, allowEagerInit);
        }
        return Stream.of(getBeanNamesForType(raw, true, true))
                .map(name -> nameAs(type, BeanFactoryUtils.transformedBeanName(name), true))
                .filter(Objects::nonNull)
                .toArray(String[]::new);
    }

    /**
     * @param eager whether a factory may be made to learn what it makes
     */
    private String[] namesOf(Class<?> type, boolean eager) {
        if (!indexed) {
            index();
        }
        var asked = ResolvableType.forRawClass(type);
        var found = new TreeMap<Integer, String>();
        for (var place : placesByType.getOrDefault(type, List.of())) {
            found.put(place, names[place]);
        }
        for (var place : others) {
            var made = declared.get(names[place]);
            var name =
                    made != null && isCertainlyNot(made, type)
                            ? null
                            : nameAs(asked, names[place], eager);
            if (name != null) {
                found.put(place, name);
            }
        }
        for (var single : registered) {
            var name = containsBeanDefinition(single) ? null : nameAs(asked, single, true);
            if (name != null) {
                found.put(names.length + found.size(), name);
            }
        }
        return found.values().toArray(String[]::new);
    }

    /** Whether nothing that is of the first type can be of the second. */
    private static boolean isCertainlyNot(Class<?> made, Class<?> type) {
        if (type.isAssignableFrom(made)) {
            return false;
        }
        var classes = !made.isInterface() && !type.isInterface();
        return Modifier.isFinal(made.getModifiers())
                || ((classes || Modifier.isFinal(type.getModifiers()))
                        && !made.isAssignableFrom(type));
    }

    /** The bean's name, or that of the factory that makes it, if one of the two is of the type. */
    private @Nullable String nameAs(ResolvableType type, String name, boolean eager) {
        var ready = eager || containsSingleton(name);
        if (super.isTypeMatch(name, type, ready)) {
            return name;
        }
        var factory = FACTORY_BEAN_PREFIX + name;
        return isFactoryBean(name) && super.isTypeMatch(factory, type, ready) ? factory : null;
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

    @Override
    public <A extends Annotation> @Nullable A findAnnotationOnBean(
            String beanName, Class<A> annotationType, boolean allowFactoryBeanInit) {
        var known = constructed.get(beanName);
        if (known != null
                && !annotationType.isAnnotationPresent(Repeatable.class)
                && !annotations
                        .computeIfAbsent(known, PreparedBeans::annotationsOf)
                        .contains(annotationType)) {
            return null;
        }
        return super.findAnnotationOnBean(beanName, annotationType, allowFactoryBeanInit);
    }

    // What is known of types is forgotten where Spring forgets it.

    @Override
    public void removeBeanDefinition(String beanName) {
        super.removeBeanDefinition(beanName);
        constructed.remove(beanName);
        declared.remove(beanName);
        indexAgain();
    }

    @Override
    protected void addSingleton(String beanName, Object singletonObject) {
        super.addSingleton(beanName, singletonObject);
        if (!constructed.containsKey(beanName)) {
            answers.keySet().removeIf(type -> type.isInstance(singletonObject));
        }
    }

    @Override
    public void registerSingleton(String beanName, Object singletonObject) {
        super.registerSingleton(beanName, singletonObject);
        registered.addIfAbsent(beanName);
        answers.clear();
    }

    @Override
    public void destroySingleton(String beanName) {
        super.destroySingleton(beanName);
        registered.remove(beanName);
        answers.clear();
    }

    @Override
    public void destroySingletons() {
        super.destroySingletons();
        registered.clear();
        answers.clear();
    }

    @Override
    public void clearMetadataCache() {
        super.clearMetadataCache();
        answers.clear();
    }

    /** The annotations of the class and of all it extends, and the annotations of those. */
    private static Set<Class<?>> annotationsOf(Class<?> bean) {
        var found = new HashSet<Class<?>>();
        typesOf(bean).forEach(type -> addAnnotations(type, found));
        return found;
    }

    private static void addAnnotations(Class<?> type, Set<Class<?>> found) {
        for (var each : type.getDeclaredAnnotations()) {
            if (found.add(each.annotationType())) {
                addAnnotations(each.annotationType(), found);
            }
        }
    }

    private static Set<Class<?>> typesOf(Class<?> bean) {
        var types = new HashSet<Class<?>>();
        for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
            types.add(type);
            addInterfaces(type, types);
        }
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
        for (var each : type.getInterfaces()) {
            if (types.add(each)) {
                addInterfaces(each, types);
            }
        }
    }
}
